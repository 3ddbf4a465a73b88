"""Which pairs are compared at all: those that share something. Everything else is never looked at."""

from __future__ import annotations

# Together they meet nearly every true pair with less than one pair for each person.
BLOCKS: tuple[str, ...] = (
    "l.nik = r.nik",
    "l.nik_stem = r.nik_stem AND l.initial = r.initial",
    "l.birth_digits = r.birth_digits AND l.skeleton = r.skeleton",
    "l.birth_digits = r.birth_digits AND l.first_name = r.first_name AND l.district_code = r.district_code",
    "l.skeleton = r.skeleton AND l.village_code = r.village_code AND l.year_key = r.year_key",
    "l.no_kk = r.no_kk AND l.first_name = r.first_name",
    "l.household_key = r.household_key AND l.first_name = r.first_name",
    "l.birth_digits = r.birth_digits AND l.village_code = r.village_code",
    "l.birth_digits = r.birth_digits AND l.mother_skeleton = r.mother_skeleton",
)
