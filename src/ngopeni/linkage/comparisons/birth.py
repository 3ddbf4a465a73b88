"""The day of birth."""

from ngopeni.linkage.level import Comparison, Level, both, given

SAME_YEAR = both("birth_year")
SWAPPED = (
    f"{SAME_YEAR} AND SUBSTR(birth_digits_l, 5, 2) = SUBSTR(birth_digits_r, 7, 2) "
    "AND SUBSTR(birth_digits_l, 7, 2) = SUBSTR(birth_digits_r, 5, 2)"
)
NO_DATE = "birth_digits_l IS NULL OR birth_digits_r IS NULL"
HEAPED = f"{SAME_YEAR} AND (is_heaped_l OR is_heaped_r)"
# Children of one mother in one neighbourhood; twins have a birthday in common too.
KIN = ("place", "mother_skeleton")
TWINS = (*KIN, "birth_digits")
# Brothers and sisters of one mother have other birthdays, unless they are twins.
IN_FAMILY = given(
    KIN,
    Level("same_in_family", both("birth_digits")),
    Level("swapped_in_family", SWAPPED),
    Level("heaped_in_family", HEAPED),
    Level("age_in_family", f"({NO_DATE}) AND {SAME_YEAR}"),
    Level("age_near_in_family", f"({NO_DATE}) AND ABS(birth_year_l - birth_year_r) = 1"),
    Level("age_other_in_family", NO_DATE),
    Level("other_in_family"),
)
BIRTH = Comparison(
    "birth",
    "birth_year_l IS NULL OR birth_year_r IS NULL",
    (
        *IN_FAMILY,
        Level("same_heaped", f"{both('birth_digits')} AND is_heaped_l"),
        Level("same", both("birth_digits")),
        Level("swapped", SWAPPED),
        Level("heaped", HEAPED),
        Level("digit_off", "LEVENSHTEIN(birth_digits_l, birth_digits_r) = 1"),
        Level("age_same", f"({NO_DATE}) AND {SAME_YEAR}"),
        Level("age_near", f"({NO_DATE}) AND ABS(birth_year_l - birth_year_r) = 1"),
        Level("age_other", NO_DATE),
        Level("same_year", SAME_YEAR),
        Level("other"),
    ),
)
