"""Why two rows that resemble each other were not linked, and what either is linked to instead."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ngopeni.kernel.snapshot import Row
from ngopeni.linkage.models import DIFFERENT
from ngopeni.linkage.rows import End, pairs_of
from ngopeni.linkage.views.viewer import Viewer, names_of
from ngopeni.linkage.views.words import signed
from ngopeni.linkage.worklist import Pair

# Of a chain so many links of each row are shown.
MOST = 8


def sql_for_standing() -> str:
    """Whether rows of this date are somebody of the date before."""
    return "SELECT record_key, standing FROM person_link WHERE list_contains($keys, record_key)"


def chain_context(viewer: Viewer, pair: Pair) -> dict[str, Any]:
    """The reason in words, and for each of the two rows the rows that it is linked to.

    Parameters
    ----------
    viewer : Viewer
        Rows of villages that they may not read are told without a name.
    pair : Pair
        One that was cut.
    """
    both = [(pair.row["record_key_l"], viewer.snapshot.as_of), (pair.row["record_key_r"], pair.row["as_of_r"])]
    links = [[each for each in pairs_of(viewer.snapshot, *one) if each[0]["decision"] == "linked"] for one in both]
    return {"why": why(viewer, pair), "links": [_told(viewer, each[:MOST]) for each in links]}


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


def _told(viewer: Viewer, linked: list[tuple[Row, End]]) -> list[Row]:
    """The rows that a row is linked to, with name and place, without keys."""
    names = names_of(viewer, [end for _row, end in linked])
    return [
        {
            "name": names.get((on, other)) or _("(tanpa nama)"),
            "place": viewer.place(village_code),
            "as_of": on,
            "weight": signed(row["match_weight"], viewer.request.language),
        }
        for row, (on, village_code, other) in linked
    ]
