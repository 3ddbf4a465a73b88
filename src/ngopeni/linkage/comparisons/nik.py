"""The NIK, weighed with the day of birth: neighbours in the register have all but the serial number in common."""

from ngopeni.linkage.comparisons.birth import NO_DATE, SAME_YEAR, TWINS
from ngopeni.linkage.level import Comparison, Level, both, given, lacking

OTHER_BIRTH = f"NOT ({NO_DATE}) AND NOT ({SAME_YEAR})"
OTHER_AGE = "ABS(birth_year_l - birth_year_r) > 1"
OTHER_NAME = (
    "skeleton_l <> skeleton_r AND first_name_l <> first_name_r AND LEVENSHTEIN(name_key_l, name_key_r) > 2 "
    "AND SUBSTR(initials_l, 1, 1) <> SUBSTR(initials_r, 1, 1)"
)
SERIAL = "SUBSTR(nik_l, 13, 4) = SUBSTR(nik_r, 13, 4)"
LENGTHS = "LENGTH(nik_digits_l) <> LENGTH(nik_digits_r)"
IS_CARD = "nik_digits_l = no_kk_r OR no_kk_l = nik_digits_r"
DIGITS_OFF = f"{SERIAL} AND LENGTH(nik_l) = LENGTH(nik_r) AND LEVENSHTEIN(nik_l, nik_r) <= 2"
NO_SERIAL = f"{both('nik_stem')} AND (nik_l IS NULL OR nik_r IS NULL)"
LENGTH_OFF = f"{LENGTHS} AND LEVENSHTEIN(nik_digits_l, nik_digits_r) = 1"
# Twins have all but the serial number in common, or all but the four that is added to a woman's day; and often names
# that sound alike.
AMONG_TWINS = given(
    TWINS,
    Level("same_among_twins", both("nik")),
    # Of a brother and a sister one digit differs, by the forty that is added to a woman's day.
    Level("digits_off_among_twins", f"{both('sex')} AND {DIGITS_OFF}"),
    Level("spoiled_among_twins", f"{IS_CARD} OR {NO_SERIAL} OR {LENGTH_OFF}"),
    Level("serial_off_among_twins", both("nik_stem")),
    Level("other_among_twins"),
)
# Among those born on one day many have the first twelve digits in common, and neighbours in the register all but one.
SAME_DAY = given(
    ("birth_digits",),
    Level("same_and_day", both("nik")),
    Level("is_card_and_day", IS_CARD),
    Level("digits_off_and_day", DIGITS_OFF),
    Level("no_serial_and_day", NO_SERIAL),
    Level("serial_off_and_day", both("nik_stem")),
    Level("length_off_and_day", LENGTH_OFF),
    Level("other_and_day"),
)
NIK = Comparison(
    "nik",
    lacking("nik_digits"),
    (
        *AMONG_TWINS,
        *SAME_DAY,
        Level("same_but_all_else", f"{both('nik')} AND ({OTHER_NAME}) AND {OTHER_AGE}"),
        Level("same_but_birth", f"{both('nik')} AND {OTHER_AGE}"),
        Level("same_but_name", f"{both('nik')} AND ({OTHER_NAME})"),
        Level("same", both("nik")),
        Level("is_card", IS_CARD),
        Level("digits_off", DIGITS_OFF),
        Level("no_serial", NO_SERIAL),
        Level("serial_off", both("nik_stem")),
        Level("length_off", LENGTH_OFF),
        Level("length", f"{LENGTHS} OR nik_l IS NULL OR nik_r IS NULL"),
        Level("other"),
    ),
)
