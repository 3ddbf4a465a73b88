"""The box around a path, without drawing it."""

from __future__ import annotations

import re
from collections.abc import Iterable

TOKEN = re.compile(r"[Mlhvz]|-?(?:\d+\.?\d*|\.\d+)")

Box = tuple[float, float, float, float]


def path_bounds(paths: Iterable[str]) -> Box:
    """Left, top, right and bottom of paths made of relative moves.

    Parameters
    ----------
    paths : iterable of str
        As `path_data` writes them: ``M``, ``l``, ``h``, ``v`` and ``z``.

    Examples
    --------
    >>> path_bounds(["M10 0v5h-10v-5z"])
    (0.0, 0.0, 10.0, 5.0)
    """
    points = [point for path in paths for point in _points(path)]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _points(path: str) -> Iterable[tuple[float, float]]:
    x = y = 0.0
    command, pending = "M", []
    for part in TOKEN.findall(path):
        if part in "Mlhvz":
            command = part
            continue
        pending.append(float(part))
        if command in "Ml" and len(pending) < 2:
            continue
        if command == "M":
            x, y = pending
        elif command == "l":
            x, y = x + pending[0], y + pending[1]
        elif command == "h":
            x += pending[0]
        else:
            y += pending[0]
        pending = []
        yield x, y
