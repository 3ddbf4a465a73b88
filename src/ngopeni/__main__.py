"""``python -m ngopeni``."""

from ngopeni.cli import main

# A process that the server starts loads this file again.
if __name__ == "__main__":
    raise SystemExit(main())
