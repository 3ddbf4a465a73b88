"""Where real files lie on machines that have them; they are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("NGOPENI_REAL_DATA") or "no-folder-named")
VILLAGES = FOLDER / "blora" / "villages.geojson"

needs_real_files = pytest.mark.skipif(
    not VILLAGES.exists(),
    reason="official files are not part of this project: set NGOPENI_REAL_DATA to a folder that holds them",
)
