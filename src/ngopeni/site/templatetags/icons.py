"""Icons, each drawn once: the package reads its archive and parses the picture anew every time."""

from __future__ import annotations

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags import lucide as package

register = template.Library()


@register.simple_tag
def lucide(name: str, *, size: int | None = 24, **attributes: object) -> SafeString:
    """An icon as inline SVG."""
    return _drawn(str(name), size, tuple(sorted((key, str(value)) for key, value in attributes.items())))


@cache
def _drawn(name: str, size: int | None, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    return mark_safe(package.lucide(name, size=size, **dict(attributes)))  # noqa: S308 - drawn by the package
