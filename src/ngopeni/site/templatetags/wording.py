"""Numbers, dates, zones and errors as pages write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from ngopeni.accounts import role_words
from ngopeni.accounts.roles import Role
from ngopeni.areas.choropleth import Choropleth, Fill, patterns
from ngopeni.intake.registry import BY_NAME as REGISTRY_WORDS
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.wording import write_date, write_number
from ngopeni.tables import TABLES
from ngopeni.zones.colours import FILLS, LETTERS
from ngopeni.zones.explanation import zone_name
from ngopeni.zones.inputs import label_of
from ngopeni.zones.rule import Direction, Method, RulePart, Within, Zone

register = template.Library()


def language() -> str:
    """The page's language."""
    return "en" if (get_language() or "id").startswith("en") else "id"


@register.filter
def number(value: float | None, decimals: int | None = None) -> str:
    """1.234,5; a dash where there is no value."""
    return "–" if value is None else write_number(value, decimals, language())


@register.filter
def percent(part: int, whole: int) -> str:
    """A share of a whole, one decimal."""
    return f"{write_number(100 * part / whole, 1, language())}%" if whole else "–"


@register.filter
def rupiah(value: float | None) -> str:
    """Full rupiah."""
    return "–" if value is None else f"Rp{write_number(value, 0, language())}"


@register.filter
def day(value: dt.date | dt.datetime | str | None) -> str:
    """26 Oktober 2020."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        value = dt.date.fromisoformat(value[:10])
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return write_date(value, language())


@register.filter
def moment(value: dt.datetime | None) -> str:
    """26 Oktober 2020, 14.05 WIB. Instants without a zone are UTC."""
    if value is None:
        return "–"
    aware = value if timezone.is_aware(value) else value.replace(tzinfo=dt.UTC)
    local = timezone.localtime(aware)
    return f"{write_date(local.date(), language())}, {local:%H.%M} WIB"


@register.filter
def input_label(code: str) -> str:
    """A figure's name."""
    return label_of(code)


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """A value by a key that is itself a variable."""
    return mapping.get(key)


@register.simple_tag
def zone_badge(zone: str) -> SafeString:
    """A zone as a badge: colour, letter and word."""
    return format_html(
        '<span class="zone zone-{}"><b aria-hidden="true">{}</b> {}</span>',
        zone,
        LETTERS[Zone(zone)],
        zone_word(zone),
    )


@register.filter
def zone_word(zone: str) -> str:
    """A zone's name."""
    return zone_name(zone, language()).capitalize()


@register.filter
def village_type_word(kind: str) -> str:
    """Desa or Kelurahan."""
    return gettext("Kelurahan") if kind == "kelurahan" else pgettext("jenis", "Desa")


@register.filter
def role_name(role: Role) -> str:
    """What a role is called."""
    return role_words.role_name(role.code, language())


@register.filter
def role_paragraph(role: Role) -> str:
    """Who holds a role and what for."""
    return role_words.role_paragraph(role.code, language())


@register.filter
def right_words(role: Role) -> list[str]:
    """What a role may do."""
    return [role_words.right_word(right, language()) for right in role.permissions]


@register.simple_tag
def cell(name: str, value: Any) -> str:
    """Any value as people write it; years stay as they are."""
    if name.endswith("year") and value is not None:
        return str(value)
    if isinstance(value, bool) or value is None:
        return "–" if value is None else (gettext("ya") if value else gettext("tidak"))
    if isinstance(value, int | float):
        return number(value)
    return day(value) if isinstance(value, dt.date) else str(value)


@register.filter
def column_words(name: str) -> str:
    """What a column holds, as the data dictionary says it."""
    known = [column for table in TABLES.values() for column in table.columns if column.name == name]
    # What registries tell is told in their words: there the name is nobody's who receives aid.
    described = REGISTRY_WORDS.get(name) or next(iter(known), None)
    return f"“{described.description.rstrip('.')}”" if described else name


@register.simple_tag
def problem_sentence(row: dict[str, Any]) -> str:
    """What is wrong with a row, with its example."""
    values = {"example": row.get("example") or "–", "column": column_words(row.get("column_name") or "–")}
    return sentence(row["rule_code"], values, language())


@register.simple_tag
def zone_fills() -> list[dict[str, Any]]:
    """The zone colours with a swatch of each pattern, for legends."""
    return [{"label": zone_word(fill.code), "swatch": swatch(fill)} for fill in FILLS]


def swatch(fill: Fill) -> SafeString:
    """A small sample of a fill."""
    shown = Choropleth((fill,), {}, {}, name=f"legenda-{fill.code}")
    body = f'{patterns(shown)}<rect width="34" height="20" fill="url(#legenda-{fill.code}-{fill.code})"/>'
    return mark_safe(f'<svg viewBox="0 0 34 20" aria-hidden="true">{body}</svg>')  # noqa: S308


@register.simple_tag
def version_state(version: Any) -> str:
    """What became of a version."""
    words = {"draft": gettext("rancangan"), "approved": gettext("ditetapkan"), "discarded": gettext("dibatalkan")}
    return words[version.state]


@register.simple_tag
def outcome_words(outcome: str) -> str:
    """What became of an objection."""
    words = {
        "open": gettext("Menunggu jawaban"),
        "accepted": pgettext("sanggahan", "Diterima"),
        "rejected": gettext("Ditolak"),
    }
    return words[outcome]


@register.simple_tag
def cause_words(cause: str) -> str:
    """Why a colour changed between two versions."""
    return {
        "correction": gettext("karena koreksi"),
        "data": gettext("karena data"),
        "rule": gettext("karena aturan"),
        "either": gettext("karena data atau aturan, masing-masing sudah cukup"),
        "both": gettext("karena data dan aturan bersama-sama"),
    }[cause]


@register.simple_tag
def normalisation_words(normalisation: str) -> str:
    """How figures are brought to one scale."""
    return {
        "minmax": gettext("Skala bersama: 0 untuk desa terbaik sampai 100 untuk terburuk."),
        "rank": gettext("Skala bersama: menurut peringkat, 100 untuk terburuk."),
        "zscore": gettext("Skala bersama: jarak dari rata-rata dalam simpangan baku."),
    }[normalisation]


@register.simple_tag
def method_words(part: RulePart) -> str:
    """How a score becomes a colour."""
    values = {"red": number(part.red), "yellow": number(part.yellow)}
    if part.method is Method.THRESHOLD:
        if part.direction is Direction.LOW_IS_WORSE:
            return gettext("Merah bila %(red)s atau kurang, kuning bila %(yellow)s atau kurang.") % values
        return gettext("Merah bila %(red)s atau lebih, kuning bila %(yellow)s atau lebih.") % values
    scope = gettext("tiap kecamatan") if part.within is Within.DISTRICT else gettext("kabupaten/kota")
    if part.method is Method.QUANTILE:
        text = gettext("%(red)s%% terburuk di %(scope)s merah, %(yellow)s%% berikutnya kuning.")
    else:
        text = gettext("%(red)s terburuk di %(scope)s merah, %(yellow)s berikutnya kuning.")
    return text % (values | {"scope": scope})


@register.simple_tag
def fill_swatch(fill: Fill) -> SafeString:
    """A small sample of a map's fill."""
    return swatch(fill)


@register.filter
def drawing(svg: str) -> SafeString:
    """A map or chart of our own making; every text in it was escaped when it was drawn."""
    return mark_safe(svg)  # noqa: S308
