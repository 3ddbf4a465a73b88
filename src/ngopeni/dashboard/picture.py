"""Maps and charts as PNG, for slides."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import font_source_sans_pro
import resvg_py

FONTS = Path(font_source_sans_pro.__file__).parent / "files"


# To draw the map of a regency takes a second; the same picture is asked for by everybody who prepares a meeting.
@lru_cache(maxsize=8)
def png(svg: str, width: int = 2000) -> bytes:
    """An SVG as PNG, drawn with the typeface that ships with the program; the last few are kept.

    Parameters
    ----------
    svg : str
    width : int
        In pixels; a whole multiple of the picture's own units, so that patterns show no seams.
    """
    fonts = [str(FONTS / f"SourceSansPro-{cut}.ttf") for cut in ("Regular", "Semibold", "Bold")]
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=fonts,
        font_family="Source Sans Pro",
        sans_serif_family="Source Sans Pro",
        background="#fffdf8",
    )
    return bytes(drawn)
