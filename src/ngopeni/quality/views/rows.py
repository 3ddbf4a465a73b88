"""Findings as pages and files show them: whom, where, and who the other one is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ngopeni.accounts.rights import Permission
from ngopeni.intake.registry import BY_NAME
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.finding_rows import Asked, counterparts, finding_page, place_of
from ngopeni.quality.rule import Level
from ngopeni.quality.rules import all_rules
from ngopeni.quality.tables import FINDING
from ngopeni.quality.views.viewer import Viewer, list_title, rule_words, short_title

# What is in a finding only to hold it against others; no page and no file needs it.
KEYS = ("subject_key", "other_key")


def shown_findings(viewer: Viewer, snapshot: Snapshot, asked: Asked, most: int, skipped: int = 0) -> list[Row]:
    """A page of findings in words, without a key of anybody.

    Parameters
    ----------
    viewer : Viewer
    snapshot : Snapshot
        Of the date that was asked about.
    asked : Asked
    most, skipped : int
        Rows on the page, and before it.
    """
    rows = finding_page(snapshot, asked, most, skipped)
    # Of a village that somebody may not read, no more is told than that it is another.
    others = counterparts(snapshot, rows, is_near=viewer.scope.villages is not None and len(viewer.scope.villages) == 1)
    places = snapshot.index("village", "village_code")
    return [_shown(viewer, row, others, places) for row in rows]


def _shown(viewer: Viewer, row: Row, others: dict[str, Row], places: dict[str, Row]) -> Row:
    place = places.get(row["village_code"] or "", {})
    told = {name: value for name, value in row.items() if name not in KEYS}
    return {
        **told,
        **rule_words(all_rules()[row["rule_code"]], viewer.request.language),
        "village_name": place.get("village_name", _("Tanpa desa")),
        "district_name": place.get("district_name", ""),
        "who": _who(row, place),
        "is_of_person": row["level"] in {Level.PERSON, Level.HOUSEHOLD},
        "home": home_words(row),
        "place": place_of(row),
        "column_word": column_word(row["column_name"]),
        "list_title": list_title(row["profile"]),
        "short_title": short_title(row["profile"]),
        "other": other_words(viewer, row, others, places),
    }


def _who(row: Row, place: Row) -> str:
    """What the finding is about, in a few words."""
    if row["level"] == Level.VILLAGE:
        return str(place.get("village_name", "–"))
    if row["level"] == Level.LIST:
        return list_title(row["profile"])
    if row["level"] == Level.ROW:
        return _("Baris %(number)s") % {"number": row["row_number"]}
    name = row["full_name"] or _("(tanpa nama)")
    return _("Rumah tangga %(name)s") % {"name": name} if row["level"] == Level.HOUSEHOLD else str(name)


def home_words(row: Row) -> str:
    """Where somebody lives, as the list says it."""
    address, hamlet = row["address"] or "", row["hamlet"] or ""
    near = [f"{name.upper()} {row[name]}" for name in ("rt", "rw") if row[name]]
    # Many lists write hamlet and neighbourhood into the address as well.
    hamlet = "" if hamlet.upper() in address.upper() else hamlet
    return ", ".join(filter(None, [address, hamlet, "" if "RT" in address.upper().split() else " ".join(near)]))


def other_words(viewer: Viewer, row: Row, others: dict[str, Row], places: dict[str, Row]) -> Row | None:
    """The other one of a pair; of a village that this person may not read nothing but that there is one."""
    if not row["other_key"]:
        return None
    other = others.get(row["other_key"])
    code = other["village_code"] if other else ""
    if other is None or not viewer.request.user.can(Permission.READ_PEOPLE, code):
        return {"is_open": False, "text": _("desa lain")}
    village = places.get(code, {}).get("village_name", code)
    name = other["full_name"] or _("(tanpa nama)")
    return {
        "is_open": True,
        "text": f"{name}, {village}",
        **{each: other[each] for each in ("full_name", "nik", "no_kk", "birth_date", "source_id", "row_number")},
        "village_name": village,
    }


def column_word(name: str) -> str:
    """What the column that a finding points at holds."""
    described = BY_NAME.get(name) or next((each for each in FINDING.columns if each.name == name), None)
    return described.description.rstrip(".") if described else name
