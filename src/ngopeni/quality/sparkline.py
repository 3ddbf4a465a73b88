"""A small line of what a rule found from date to date, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

WIDTH, HEIGHT, EDGE = 84, 24, 4
TEAK = "#1d4f3f"


def sparkline(values: Sequence[float | None], label: str) -> str:
    """A line without axes; the numbers stand beside it.

    Parameters
    ----------
    values : sequence of float or None
        One for each date, oldest first; None leaves a gap.
    label : str
        For those who do not see it.

    Returns
    -------
    str
        Nothing where there are fewer than two values.

    Examples
    --------
    >>> sparkline([1.0], "a")
    ''
    >>> sparkline([0.0, 10.0], "a").count("<circle")
    1
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    # From zero up: a line that only fills its box would make every change look the same.
    top = max(known) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [
        None if value is None else (round(EDGE + step * place, 1), round(HEIGHT - EDGE - value / top * 16, 1))
        for place, value in enumerate(values)
    ]
    path, is_drawn = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if is_drawn else 'M'}{point[0]} {point[1]}"
        is_drawn = point is not None
    last = next(point for point in reversed(points) if point is not None)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label={quoteattr(label)}>'
        f'<path d="M{EDGE} {HEIGHT - EDGE}H{WIDTH - EDGE}" stroke="#d9cfbd"/>'
        f'<path d="{path}" fill="none" stroke="{TEAK}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{last[0]}" cy="{last[1]}" r="3" fill="{TEAK}"/></svg>'
    )
