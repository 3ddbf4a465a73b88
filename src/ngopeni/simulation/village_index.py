"""Invented IDM and poverty-risk figures of villages, at several dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Mapping, Sequence

from ngopeni.areas.area import Village

RISK = "Indeks risiko kemiskinan (simulasi)"
# Far enough apart that no village stands between.
RED_RISK, OTHER_RISK = (62.0, 88.0), (18.0, 58.0)


def invent_risk(villages: Sequence[Village], red_by_district: Mapping[str, int], seed: int) -> dict[str, float]:
    """A risk index, 0-100, for every village: in each district the given number stand clearly highest.

    Parameters
    ----------
    villages : sequence of Village
    red_by_district : mapping of str to int
        Where a district is absent, none stands out.
    seed : int

    Returns
    -------
    dict of str to float
        By village code.
    """
    dice = random.Random(seed)  # noqa: S311
    risk: dict[str, float] = {}
    districts = sorted({village.district_code for village in villages})
    for district in districts:
        own = [village for village in villages if village.district_code == district]
        # Desa before kelurahan: the programme is about desa first.
        candidates = [village.village_code for village in own if village.village_type == "desa"]
        red = set(dice.sample(candidates, min(len(candidates), red_by_district.get(district, 0))))
        for village in own:
            low, high = RED_RISK if village.village_code in red else OTHER_RISK
            risk[village.village_code] = round(dice.uniform(low, high), 2)
    return risk


def indicator_csv(villages: Sequence[Village], risk: Mapping[str, float]) -> bytes:
    """The risk index as an indicator file."""
    return _csv(
        ["kode desa", "nama desa", "indikator", "nilai", "satuan"],
        [[each.village_code, each.village_name, RISK, f"{risk[each.village_code]:.2f}", "0-100"] for each in villages],
    )


def idm_csv(villages: Sequence[Village], risk: Mapping[str, float], as_of: dt.date, seed: int) -> bytes:
    """An invented IDM file: only desa have a row, and worse risk goes with a lower index."""
    dice = random.Random(seed)  # noqa: S311
    rows = []
    for each in villages:
        if each.village_type != "desa":
            continue
        middle = 0.93 - 0.0045 * risk[each.village_code]
        parts = [round(min(1.0, max(0.2, middle + dice.gauss(0, 0.05))), 4) for _ in range(3)]
        idm = sum(parts) / 3
        rows.append(
            [
                each.village_code,
                each.village_name,
                as_of.year,
                *(f"{part:.4f}" for part in parts),
                f"{idm:.4f}",
                status(idm),
            ]
        )
    return _csv(["kode desa", "nama desa", "tahun", "iks", "ike", "ikl", "idm", "status"], rows)


def status(idm: float) -> str:
    """The status of an index value (Permendesa PDTT 2/2016)."""
    limits = ((0.4907, "SANGAT TERTINGGAL"), (0.5989, "TERTINGGAL"), (0.7072, "BERKEMBANG"), (0.8155, "MAJU"))
    return next((name for limit, name in limits if idm <= limit), "MANDIRI")


def _csv(header: list[str], rows: list[list[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([header, *rows])
    return stream.getvalue().encode("utf-8")
