"""Codes of this stage as people read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ngopeni.kernel.wording import write_number
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.models import DIFFERENT, SAME, UNSURE
from ngopeni.linkage.reasons import reason
from ngopeni.linkage.weight_bar import weight_bar
from ngopeni.linkage.work import Work, spoken

# What each kind of evidence looks at, as columns of a row.
FIELDS = {
    "nik": ("nik",),
    "name": ("full_name",),
    "birth": ("birth_year",),
    "sex": ("sex",),
    "family": ("mother_name", "no_kk", "home", "village"),
}


def verdict_words() -> dict[str, str]:
    """What may be said of a pair."""
    return {SAME: _("Satu orang"), DIFFERENT: _("Dua orang"), UNSURE: _("Ragu")}


def field_words() -> dict[str, str]:
    """What is compared."""
    return {
        "nik": _("NIK"),
        "full_name": _("Nama"),
        "birth_year": _("Tahun lahir"),
        "sex": _("Jenis kelamin"),
        "mother_name": _("Ibu kandung"),
        "no_kk": _("Nomor KK"),
        "home": _("Alamat"),
        "village": _("Desa/kelurahan"),
    }


def sex_words() -> dict[str, str]:
    """Man and woman."""
    return {"male": _("Laki-laki"), "female": _("Perempuan")}


def kin_words() -> dict[str, str]:
    """How somebody belongs to the head of the household."""
    return {
        "head": _("kepala keluarga"),
        "spouse": _("istri/suami"),
        "child": _("anak"),
        "child_in_law": _("menantu"),
        "grandchild": _("cucu"),
        "parent": _("orang tua/mertua"),
        "domestic_worker": _("pembantu rumah tangga"),
        "other": _("famili lain"),
    }


def ministry_words() -> dict[str, str]:
    """What the ministry's rule says of a row."""
    return {
        "match": _("Padan"),
        "name_differs": _("Tidak padan: nama berbeda"),
        "not_found": _("Tidak padan: NIK tidak ditemukan"),
        "no_nik": _("Tidak padan: tanpa NIK"),
    }


def decision_words() -> dict[str, str]:
    """What became of a pair."""
    return {
        "linked": pgettext("sambungan", "disambung"),
        "apart": pgettext("sambungan", "tidak disambung"),
        "cut": pgettext("sambungan", "dilepas"),
    }


def our_words() -> dict[str, str]:
    """What all evidence says of a row."""
    return {
        "match": pgettext("sambungan", "Ditemukan"),
        "uncertain": pgettext("sambungan", "Meragukan"),
        "none": pgettext("sambungan", "Tidak ditemukan"),
    }


def evidence(row: dict[str, Any], language: str) -> dict[str, dict[str, Any]]:
    """A sentence, the weight and a bar for each kind of evidence, in tenths that add up to those of the whole."""
    found, weights = {}, rounded_weights(row)
    for comparison in COMPARISONS:
        level, weight = row[f"level_{comparison.name}"], weights[comparison.name]
        found[comparison.name] = {
            "sentence": reason(comparison.name, level, language),
            "weight": signed(weight, language),
            "bar": weight_bar(weight, _("bobot %(weight)s") % {"weight": signed(weight, language)}),
            "is_against": weight < 0,
        }
    return found


def rounded_weights(row: dict[str, Any]) -> dict[str, float]:
    """The weights of a pair in tenths, so that whoever adds them up comes to the total that is shown.

    Parameters
    ----------
    row : dict
        Of ``match_pair``.

    Returns
    -------
    dict
        By kind of evidence, and ``prior``.

    Examples
    --------
    >>> told = {f"weight_{each.name}": 0.04 for each in COMPARISONS} | {"prior_weight": 0.04, "match_weight": 0.24}
    >>> [round(each, 1) for each in rounded_weights(told).values()]
    [0.1, 0.1, 0.0, 0.0, 0.0, 0.0]
    """
    exact = {"prior": row["prior_weight"]} | {each.name: row[f"weight_{each.name}"] for each in COMPARISONS}
    tenths = {name: round(weight * 10) for name, weight in exact.items()}
    left = round(row["match_weight"] * 10) - sum(tenths.values())
    step = 1 if left > 0 else -1
    # Those that rounding took most from are the first to get it back; what weighs nothing stays nothing.
    order = sorted(exact, key=lambda name: step * (tenths[name] - exact[name] * 10))
    for name in [name for name in order if exact[name]][: abs(left)]:
        tenths[name] += step
    return {name: count / 10 for name, count in tenths.items()}


def signed(weight: float, language: str) -> str:
    """A weight with its sign, one decimal.

    Examples
    --------
    >>> signed(3.14, "id"), signed(-0.04, "id")
    ('+3,1', '0,0')
    """
    text = write_number(weight, 1, language)
    return f"+{text}" if round(weight, 1) > 0 else text


def work_words(work: Work, language: str) -> str:
    """The work left, as one says it."""
    if not work.pair_count:
        return _("Tidak ada pasangan yang menunggu.")
    values = {"n": write_number(work.about, language=language), "time": time_words(*spoken(work.seconds), language)}
    text = ngettext("sekitar %(n)s pasang, %(time)s", "sekitar %(n)s pasang, %(time)s", work.about)
    return text % values


def time_words(hours: int, minutes: int, language: str) -> str:
    """A span of time."""
    if not hours:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    known = _hours()
    if minutes:
        return _("%(hours)s setengah jam") % {"hours": known[hours]}
    if hours not in known:
        return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": write_number(hours, language=language)}
    return ngettext("%(hours)s jam", "%(hours)s jam", hours) % {"hours": known[hours]}


def _hours() -> dict[int, str]:
    return {
        1: pgettext("jam", "satu"),
        2: pgettext("jam", "dua"),
        3: pgettext("jam", "tiga"),
        4: pgettext("jam", "empat"),
        5: pgettext("jam", "lima"),
        6: pgettext("jam", "enam"),
        7: pgettext("jam", "tujuh"),
        8: pgettext("jam", "delapan"),
    }


def measure_words(work: Work, language: str) -> str:
    """Where the seconds of the estimate come from."""
    seconds = {"seconds": write_number(round(work.seconds_each), language=language)}
    if not work.measured_count:
        return _("Dihitung %(seconds)s detik tiap pasang: anggapan, sampai cukup banyak jawaban terukur.") % seconds
    values = seconds | {"n": write_number(work.measured_count, language=language)}
    return _("Dihitung %(seconds)s detik tiap pasang: nilai tengah %(n)s jawaban di kantor ini.") % values
