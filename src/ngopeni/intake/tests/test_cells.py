from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ngopeni.intake.cells import sql_for_column_fact, sql_for_value
from ngopeni.intake.layout import Field, Kind
from ngopeni.kernel.contract import Column, Privacy
from ngopeni.kernel.engine import Engine


def field(kind: Kind, name: str = "x", maximum: float | None = None) -> Field:
    return Field(Column(name, "DOUBLE", Privacy.PUBLIC, "", maximum=maximum), kind, ())


OPEN, BOUNDED, WHOLE = field(Kind.DECIMAL), field(Kind.DECIMAL, maximum=100), field(Kind.INTEGER)
RUPIAH = field(Kind.DECIMAL, "line_idr")
FIELDS = {"open": OPEN, "bounded": BOUNDED, "whole": WHOLE, "rupiah": RUPIAH}
ENGINE = Engine(threads=1)


def read(chosen: Field, *texts: str | None) -> list[float | None]:
    """What DuckDB makes of a column of texts."""
    columns: dict[str, list] = {"turn": list(range(len(texts))), f"text_{chosen.name}": list(texts)}
    ENGINE.load_columns("text_row", columns)
    ENGINE.define("column_fact", sql_for_column_fact([chosen]))
    rows = ENGINE.rows(
        f"SELECT {sql_for_value(chosen)} AS value FROM text_row CROSS JOIN column_fact ORDER BY turn::INTEGER"
    )
    return [row["value"] for row in rows]


def pieces(text: str | None) -> tuple[str, str] | None:
    """Sign and digits with marks, without Rp and %; None where there is more than a number."""
    rest = text or ""
    for unit in ("Rp.", "rp.", "RP.", "rP.", "Rp", "rp", "RP", "rP", "IDR"):
        if rest.startswith(unit):
            rest = rest[len(unit) :].lstrip(" \u00a0")
            break
    if rest.endswith("%"):
        rest = rest[:-1].rstrip(" \u00a0")
    if rest.endswith("-") and rest.rstrip("-").endswith(","):
        rest = rest.rstrip("-")[:-1]
    sign, rest = ("-", rest[1:]) if rest.startswith("-") else ("", rest)
    is_number = 0 < len(rest) <= 40 and rest[-1] in "0123456789" and all(letter in "0123456789.," for letter in rest)
    return (sign, rest) if is_number else None


def grouped(digits: str, thousands: str, decimal: str) -> str | None:
    """The number as Python writes it, if thousands are marked so throughout."""
    whole, mark, rest = digits.partition(decimal)
    first, *groups = whole.split(thousands)
    is_head = 1 <= len(first) <= 3 and first[0] != "0"
    is_sound = groups and is_head and all(len(group) == 3 and group.isdigit() for group in groups)
    if not is_sound or not first.isdigit() or (mark and not rest.isdigit()):
        return None
    return whole.replace(thousands, "") + ("." + rest if mark else "")


def plain(digits: str) -> str | None:
    """The number with one decimal mark or none."""
    marks = [letter for letter in digits if letter in ".,"]
    return digits.replace(",", ".") if len(marks) <= 1 else None


def may_be_either(digits: str) -> bool:
    """1.234: one mark before exactly three digits."""
    head, _, tail = re.sub(",", ".", digits).partition(".")
    return 1 <= len(head) <= 3 and head[0] != "0" and len(tail) == 3 and tail.isdigit()


def is_english(texts: list[str | None]) -> bool:
    for digits in (found[1] for found in map(pieces, texts) if found):
        has_point = digits.count(".") == 1 and "," not in digits and not may_be_either(digits)
        has_both = "," in digits and "." in digits and grouped(digits, ",", ".") is not None
        if has_point or has_both:
            return True
    return False


def slowly(name: str, texts: list[str | None]) -> list[float | None]:
    """The same in plain Python, one text after another."""
    english = is_english(texts)
    values: list[float | None] = []
    for text in texts:
        found = pieces(text)
        if found is None:
            values.append(None)
            continue
        sign, digits = found
        indonesian_way, english_way = grouped(digits, ".", ","), grouped(digits, ",", ".")
        if name in ("bounded", "open") and may_be_either(digits):
            is_decimal = name == "bounded" or english == ("." in digits)
            number = plain(digits) if is_decimal else indonesian_way or english_way
        else:
            number = indonesian_way or english_way or plain(digits)
        value = None if number is None else float(sign + number)
        if name == "whole" and value is not None:
            value = int(value) if value == int(value) and abs(value) < 2**31 else None
        values.append(value)
    return values


@pytest.mark.parametrize(
    ("text", "bounded", "opened", "whole", "rupiah"),
    [
        ("1.234,5", 1234.5, 1234.5, None, 1234.5),
        ("1,234.5", 1234.5, 1234.5, None, 1234.5),
        ("0,6883", 0.6883, 0.6883, None, 0.6883),
        ("0.688", 0.688, 0.688, None, 0.688),
        ("0,688", 0.688, 0.688, None, 0.688),
        ("1.234", 1.234, 1234, 1234, 1234),
        ("1,234", 1.234, 1.234, 1234, 1234),
        ("12.3450", 12.345, 12.345, None, 12.345),
        ("1.234,567", 1234.567, 1234.567, None, 1234.567),
        ("1.234.567", 1234567, 1234567, 1234567, 1234567),
        ("1,234,567", 1234567, 1234567, 1234567, 1234567),
        ("1.250,000", 1250, 1250, 1250, 1250),
        ("12,5%", 12.5, 12.5, None, 12.5),
        ("12,5 %", 12.5, 12.5, None, 12.5),
        ("Rp 1.250.000", 1250000, 1250000, 1250000, 1250000),
        ("Rp. 1.250.000,-", 1250000, 1250000, 1250000, 1250000),
        ("Rp\u00a01.250.000,00", 1250000, 1250000, 1250000, 1250000),
        ("IDR 350,123", 350.123, 350.123, 350123, 350123),
        ("-7", -7, -7, -7, -7),
        ("12.0", 12, 12, 12, 12),
        ("007", 7, 7, 7, 7),
        (",5", 0.5, 0.5, None, 0.5),
        ("0.123.456", None, None, None, None),
        ("1.23,4", None, None, None, None),
        ("1.2.3", None, None, None, None),
        ("1 2", None, None, None, None),
        ("3000000000", 3e9, 3e9, None, 3e9),
        *[
            (text, None, None, None, None)
            for text in ("-", "nan", "inf", "1e5", "", "١٢", "...", ",", "n/a", "5,", "½")
        ],
        *[(text, None, None, None, None) for text in ("1_000", "0x10", "--1", "+1", "1.", "TRUE", "1-2", "%", "Rp")],
        (None, None, None, None, None),
    ],
)
def test_it_reads_numbers_as_people_write_them(text, bounded, opened, whole, rupiah):
    assert read(BOUNDED, text) == [bounded]
    assert read(OPEN, text) == [opened]
    assert read(WHOLE, text) == [whole]
    assert read(RUPIAH, text) == [rupiah]


def test_a_column_with_an_english_number_is_english_throughout():
    assert read(OPEN, "1.234", "1,234", "56.7") == [1.234, 1234, 56.7]
    assert read(OPEN, "1.234", "1,234", "1,234.5") == [1.234, 1234, 1234.5]
    assert read(OPEN, "1.234", "1,234", "56,7") == [1234, 1.234, 56.7]
    assert read(OPEN, "1.234", "1,234", "1.234.567") == [1234, 1.234, 1234567]


NUMBERISH = st.from_regex(r"\A(Rp\.? ?)?-?[0-9]{0,4}([.,][0-9]{1,4}){0,3}(,-)?( ?%)?\Z") | st.text(
    "0123456789.,- %Rp", max_size=9
)
TEXTS = st.lists(st.none() | NUMBERISH | st.text(max_size=6), min_size=1, max_size=4)


@pytest.mark.parametrize("name", FIELDS)
@settings(deadline=None)
@given(texts=TEXTS)
@example(texts=["1.234", "12.5"])
@example(texts=["9" * 40, "9" * 41, "-" + "9" * 400, "-0", "0" * 30])
def test_it_reads_numbers_like_its_slow_twin(name, texts):
    texts = [text if text is None else text.replace("\0", "") for text in texts]
    expected = slowly(name, texts)
    found = read(FIELDS[name], *texts)
    assert len(found) == len(expected)
    for text, value, wanted in zip(texts, found, expected, strict=True):
        assert value == wanted, text


def test_choices_are_read_without_regard_to_case_and_a_quote_does_no_harm():
    column = Column("x", "VARCHAR", Privacy.PUBLIC, "")
    status = Field(column, Kind.CHOICE, (), {"MAJU": "maju", "JUM'AT": "jum'at"})
    assert read(status, "Maju", " maju ", "JUM'AT", "mundur", None, "") == ["maju", "maju", "jum'at", None, None, None]


def test_text_is_taken_as_it_is():
    assert read(field(Kind.TEXT), " Desa 'A' ", None) == [" Desa 'A' ", None]
