"""Who of two households is marked as being in both, and where two numbers differ."""

from __future__ import annotations

import pytest

from ngopeni.linkage.beside import _is_alike, digits_apart


def member(**told):
    return {"full_name": "GALIH SETIAWAN", "sex": "male", "birth_year": 1976, **told}


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ({}, True),
        ({"full_name": "Galih  Setiawan"}, True),
        ({"birth_year": 1978}, True),
        ({"birth_year": None}, True),
        ({"sex": None}, True),
        ({"birth_year": 2008}, False),
        ({"sex": "female"}, False),
        ({"full_name": "GALIH SETIAWATI"}, False),
        ({"full_name": None}, False),
    ],
)
def test_a_name_alone_does_not_make_two_members_one(other, is_alike):
    assert _is_alike(member(), member(**other)) is is_alike
    assert _is_alike(member(**other), member()) is is_alike


def test_nobody_without_a_name_is_in_both():
    assert not _is_alike(member(full_name=None), member(full_name=None))


@pytest.mark.parametrize("filler", ["0" * 16, "9" * 16, "1234567890123456"])
def test_beside_a_filler_no_place_is_told(filler):
    assert digits_apart("3319011203850001", filler) == digits_apart(filler, "3319011203850001") == []
    assert digits_apart("3319011203850001", "3319011203850021") == [15]
