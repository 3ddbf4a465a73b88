"""Pages of this stage: bring files, look at them, confirm; the sources and what was wrong with them."""

from ngopeni.intake.views.sources import set_aside_rows, source, sources, withdraw
from ngopeni.intake.views.uploads import batch, bring, discard, match, upload

__all__ = ["batch", "bring", "discard", "match", "set_aside_rows", "source", "sources", "upload", "withdraw"]
