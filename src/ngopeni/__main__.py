"""``python -m ngopeni``."""

from ngopeni.cli import main

raise SystemExit(main())
