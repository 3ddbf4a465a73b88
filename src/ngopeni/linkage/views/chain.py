"""Why two rows that resemble each other were not linked, and what either is linked to instead."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from ngopeni.kernel.snapshot import Row
from ngopeni.linkage.models import DIFFERENT
from ngopeni.linkage.views.viewer import Viewer
from ngopeni.linkage.views.words import signed
from ngopeni.linkage.worklist import Pair

# Of a chain so many links of each row are shown.
MOST = 8
Place = tuple[str, str]


def sql_for_links() -> str:
    """The pairs by which a row of this date, or one of a date before, is linked to others."""
    is_own = "record_key_l = $key OR record_key_r = $key AND NOT is_former"
    is_former = "record_key_r = $key AND as_of_r = CAST($as_of AS DATE) AND is_former"
    return (
        f"SELECT * FROM match_pair WHERE decision = 'linked' AND (NOT $is_former AND ({is_own}) OR $is_former AND "
        f"{is_former}) ORDER BY match_weight DESC, record_key_l, record_key_r LIMIT {MOST}"
    )


def sql_for_standing() -> str:
    """Whether rows of this date are somebody of the date before."""
    return "SELECT record_key, standing FROM person_link WHERE list_contains($keys, record_key)"


def sql_for_names() -> str:
    """Names by key, in some villages."""
    return (
        "SELECT record_key, full_name FROM person "
        "WHERE list_contains($villages, village_code) AND list_contains($keys, record_key)"
    )


def chain_context(viewer: Viewer, pair: Pair) -> dict[str, Any]:
    """The reason in words, and for each of the two rows the rows that it is linked to.

    Parameters
    ----------
    viewer : Viewer
        Rows of villages that they may not read are told without a name.
    pair : Pair
        One that was cut.
    """
    second_on = pair.row["as_of_r"]
    is_former = bool(pair.row["is_former"])
    asked = [(pair.row["record_key_l"], viewer.snapshot.as_of, False), (pair.row["record_key_r"], second_on, is_former)]
    return {"why": why(viewer, pair), "links": [_told(viewer, _others(viewer, *each)) for each in asked]}


def why(viewer: Viewer, pair: Pair) -> str:
    """What kept the two apart."""
    if pair.row["verdict"] == DIFFERENT:
        return _("Keduanya mirip, tetapi orang menilainya dua orang.")
    keys = [pair.row["record_key_l"], *([] if pair.row["is_former"] else [pair.row["record_key_r"]])]
    rows = viewer.snapshot.query(sql_for_standing(), "person_link", keys=sorted(set(keys)))
    if rows and all(row["standing"] != "alone" for row in rows):
        if pair.row["is_former"]:
            return _(
                "Keduanya mirip, tetapi baris pertama sudah disambung dengan orang lain dari tanggal sebelumnya. Dua "
                "orang dari tanggal sebelumnya tidak pernah digabung oleh bobot, hanya oleh penilaian orang."
            )
        return _(
            "Keduanya mirip, tetapi masing-masing sudah orang lain pada tanggal sebelumnya. Dua orang seperti itu "
            "tidak pernah digabung oleh bobot, hanya oleh penilaian orang."
        )
    return _("Keduanya mirip, tetapi baris-baris lain di rantainya tidak cukup mirip dengan keduanya sekaligus.")


def _others(viewer: Viewer, key: str, as_of: dt.date, is_former: bool) -> list[Row]:
    """The row at the other end of each link."""
    found = []
    for row in viewer.snapshot.query(sql_for_links(), "match_pair", key=key, as_of=as_of, is_former=is_former):
        is_left = is_former or (row["record_key_r"] == key and not row["is_former"])
        side = "l" if is_left else "r"
        found.append(
            {
                "key": row[f"record_key_{side}"],
                "village_code": row[f"village_code_{side}"],
                "as_of": viewer.snapshot.as_of if is_left else row["as_of_r"],
                "weight": signed(row["match_weight"], viewer.request.language),
            }
        )
    return found


def _told(viewer: Viewer, others: list[Row]) -> list[Row]:
    """With name and place, without keys."""
    asked: dict[dt.date, list[Place]] = defaultdict(list)
    for each in others:
        if viewer.may_open([each["village_code"]]):
            asked[each["as_of"]].append((each["village_code"], each["key"]))
    names = {(date, key): name for date, places in asked.items() for key, name in _names(viewer, date, places)}
    return [
        {
            "name": names.get((each["as_of"], each["key"])) or _("(tanpa nama)"),
            "place": viewer.place(each["village_code"]),
            "as_of": each["as_of"],
            "weight": each["weight"],
        }
        for each in others
    ]


def _names(viewer: Viewer, date: dt.date, places: list[Place]) -> list[Place]:
    villages, keys = (sorted({place[part] for place in places}) for part in (0, 1))
    rows = viewer.snapshot_on(date).query(sql_for_names(), "person", villages=villages, keys=keys)
    return [(row["record_key"], row["full_name"] or "") for row in rows]
