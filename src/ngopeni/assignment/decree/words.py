"""Numbers, amounts and dates in words, as the form of a decree wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ngopeni.kernel.wording import MONTHS, write_date, write_number


def number_words(number: int) -> str:
    """A number from nought in words.

    Examples
    --------
    >>> number_words(48)
    'empat puluh delapan'
    """
    # Its other rooms take longer to load than the whole program needs to start.
    from lokal import terbilang

    return str(terbilang(number))


def count_words(count: int) -> str:
    """A count with its words behind it.

    Examples
    --------
    >>> count_words(48)
    '48 (empat puluh delapan)'
    """
    return f"{write_number(count)} ({number_words(count)})"


def amount_words(amount_idr: int) -> str:
    """An amount of whole rupiah with its words.

    Examples
    --------
    >>> amount_words(12_500_000)
    'Rp12.500.000,00 (dua belas juta lima ratus ribu rupiah)'
    """
    return f"Rp{write_number(amount_idr)},00 ({number_words(amount_idr)} rupiah)"


def date_words(date: dt.date) -> str:
    """A date wholly in words.

    Examples
    --------
    >>> date_words(dt.date(2026, 1, 2))
    'tanggal dua bulan Januari tahun dua ribu dua puluh enam'
    """
    month = MONTHS["id"][date.month - 1]
    return f"tanggal {number_words(date.day)} bulan {month} tahun {number_words(date.year)}"


def ordinal(number: int) -> str:
    """The name of a place in order, counted from one.

    Examples
    --------
    >>> ordinal(1), ordinal(11), ordinal(20)
    ('kesatu', 'kesebelas', 'kedua puluh')
    """
    return f"ke{number_words(number)}"


def dictum_name(number: int) -> str:
    """The label of a dictum.

    Examples
    --------
    >>> [dictum_name(number) for number in (1, 2, 10)]
    ['KESATU', 'KEDUA', 'KESEPULUH']
    """
    return ordinal(number).upper()


def title_case(text: str) -> str:
    """The first letter of each word a capital; words in between, such as "dan", stay small.

    Examples
    --------
    >>> title_case("desa dan kelurahan")
    'Desa dan Kelurahan'
    """
    small = {"dan", "di", "ke", "dari", "pada", "atas", "tentang", "yang"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in text.split(" "))


def listed(parts: Sequence[str]) -> str:
    """Parts as legal language joins them: from three on with a comma before "dan".

    Examples
    --------
    >>> listed(["huruf a", "huruf b"]), listed(["a", "b", "c"])
    ('huruf a dan huruf b', 'a, b, dan c')
    """
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def period_words(starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    """A period whose ends may be left open.

    Examples
    --------
    >>> period_words(None, dt.date(2027, 3, 31))
    'sampai 31 Maret 2027'
    >>> period_words(dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    'sejak 1 Januari 2027 sampai 31 Maret 2027'
    """
    told = (("sejak", starts_on), ("sampai", ends_on))
    return " ".join(f"{word} {write_date(day)}" for word, day in told if day is not None)
