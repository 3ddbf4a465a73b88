"""The family: card, mother and place are one piece of evidence, since brothers and sisters share all of them."""

from ngopeni.linkage.level import Comparison, Level, both

# A neighbourhood is a place with an RT, see `prepared`.
NEIGHBOURHOOD = both("place", "rt")
CARD = f"({both('no_kk')} OR {both('household_key')})"
MOTHER = "(mother_key_l = mother_key_r OR mother_skeleton_l = mother_skeleton_r)"
# Many mothers have the first word alone in common.
NEAR_MOTHER = (
    "(mother_key_l LIKE mother_key_r || ' %' OR mother_key_r LIKE mother_key_l || ' %' "
    "OR LEVENSHTEIN(mother_key_l, mother_key_r) <= 2)"
)
NO_MOTHER = "(mother_key_l IS NULL OR mother_key_r IS NULL)"
# Of two households the same others are told: two at least, and more than half of the smaller one. Who is compared does
# not count.
IS_SELF = "CASE WHEN ARRAY_CONTAINS(home_names_r, mate_l) THEN 1 ELSE 0 END"
IS_OTHER = "CASE WHEN mate_l <> mate_r AND ARRAY_CONTAINS(home_names_l, mate_r) THEN 1 ELSE 0 END"
SHARED = f"(ARRAY_LENGTH(ARRAY_INTERSECT(home_names_l, home_names_r)) - {IS_SELF} - {IS_OTHER})"
MEMBERS = f"{SHARED} >= 2 AND 2 * {SHARED} > LEAST(ARRAY_LENGTH(home_names_l), ARRAY_LENGTH(home_names_r)) - 1"
FAMILY = Comparison(
    "family",
    "village_code_l IS NULL AND no_kk_l IS NULL OR village_code_r IS NULL AND no_kk_r IS NULL",
    (
        Level("card_and_mother", f"{CARD} AND ({MOTHER} OR {NEAR_MOTHER})", is_local=True),
        Level("card", f"{CARD} AND {NO_MOTHER}", is_local=True),
        Level("card_not_mother", CARD, is_local=True),
        Level("members_and_mother", f"{MEMBERS} AND ({MOTHER} OR {NEAR_MOTHER})", is_local=True),
        Level("members", f"{MEMBERS} AND {NO_MOTHER}", is_local=True),
        Level("mother_and_neighbourhood", f"{MOTHER} AND {NEIGHBOURHOOD}", is_local=True),
        Level("mother_and_village", f"{MOTHER} AND {both('village_code')}"),
        Level("mother", MOTHER),
        Level("near_mother_and_village", f"{NEAR_MOTHER} AND {both('village_code')}"),
        Level("neighbourhood", f"{NO_MOTHER} AND {NEIGHBOURHOOD}"),
        Level("village", f"{NO_MOTHER} AND {both('village_code')}"),
        Level("elsewhere", NO_MOTHER),
        Level("village_not_mother", both("village_code")),
        Level("other"),
    ),
)
