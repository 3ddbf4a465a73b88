"""A small bar for what a piece of evidence weighs: to the right for one person, to the left for two."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

WIDTH, HEIGHT = 96, 12
# More bits than that are drawn no longer.
LONGEST = 16.0
MIDDLE = WIDTH / 2


def weight_bar(weight: float, label: str) -> str:
    """The bar as SVG; the number stands beside it.

    Parameters
    ----------
    weight : float
        Bits.
    label : str
        For those who do not see it.

    Examples
    --------
    >>> 'class="for"' in weight_bar(3.0, "a"), 'class="against"' in weight_bar(-3.0, "a")
    (True, True)
    """
    length = round(min(abs(weight), LONGEST) / LONGEST * (MIDDLE - 2), 1)
    start = MIDDLE if weight > 0 else round(MIDDLE - length, 1)
    kind = "for" if weight > 0 else "against"
    bar = f'<rect class="{kind}" x="{start:g}" y="2" width="{length:g}" height="{HEIGHT - 4}"/>' if length else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="weight" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label={quoteattr(label)}>'
        f'{bar}<path d="M{MIDDLE:g} 0V{HEIGHT}" class="axis"/></svg>'
    )
