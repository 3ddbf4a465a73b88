"""The register of layouts: one module each; adding a module adds a layout."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ngopeni.intake.layout import Layout


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by its code, in the order of the modules' names."""
    found = [import_module(f"{__name__}.{module.name}").LAYOUT for module in iter_modules(__path__)]
    return {layout.code: layout for layout in found}
