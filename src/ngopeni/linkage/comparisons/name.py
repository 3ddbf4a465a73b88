"""The name."""

from ngopeni.linkage.comparisons.birth import TWINS
from ngopeni.linkage.level import Comparison, Level, both, given, lacking

# One is the other without its last words, or has initials for some of them.
BEGINS = "name_key_l LIKE name_key_r || ' %' OR name_key_r LIKE name_key_l || ' %'"
INITIALS = (
    f"({both('initials')} OR initials_l LIKE initials_r || '%' OR initials_r LIKE initials_l || '%') "
    "AND (name_key_l LIKE '_ %' OR name_key_l LIKE '% _' OR name_key_l LIKE '% _ %' OR LENGTH(name_key_l) = 1 "
    "OR name_key_r LIKE '_ %' OR name_key_r LIKE '% _' OR name_key_r LIKE '% _ %' OR LENGTH(name_key_r) = 1)"
)
NEAR = (
    "LEVENSHTEIN(name_key_l, name_key_r) <= "
    "CASE WHEN LEAST(LENGTH(name_key_l), LENGTH(name_key_r)) >= 6 THEN 2 ELSE 1 END"
)
# Twins are often called alike: among them it tells little that a name is rare.
AMONG_TWINS = given(
    TWINS,
    Level("same_among_twins", both("name_key")),
    Level("sounds_same_among_twins", both("skeleton")),
    Level("near_among_twins", NEAR),
    Level("shorter_among_twins", f"{BEGINS} OR {INITIALS}"),
    Level("same_first_among_twins", both("first_name")),
    Level("other_among_twins"),
)
NAME = Comparison(
    "name",
    lacking("name_key"),
    (
        *AMONG_TWINS,
        Level("same", both("name_key"), frequency="name_key"),
        Level("sounds_same", both("skeleton"), frequency="skeleton"),
        Level("near", NEAR),
        Level("shorter", BEGINS),
        Level("initials", INITIALS),
        Level("same_first", both("first_name"), frequency="first_name"),
        Level("other"),
    ),
)
