from __future__ import annotations

import pytest

from ngopeni.accounts.models import User
from ngopeni.accounts.roles import OPERATOR, ROLES, Permission

OWN, OTHER = "33.19.01.2001", "33.19.01.2002"


def test_every_permission_is_held_by_somebody_and_every_role_says_what_for():
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert held == set(Permission)
    assert all(role.code == code and role.paragraph.endswith(".") for code, role in ROLES.items())


def test_who_writes_zones_does_not_approve_them():
    for role in ROLES.values():
        assert not {Permission.WRITE_ZONE_RULES, Permission.APPROVE_ZONES} <= set(role.permissions)


@pytest.mark.parametrize(
    ("role", "own", "village", "may"),
    [
        ("operator", OWN, OWN, True),
        ("operator", OWN, OTHER, False),
        ("operator", "", OWN, False),
        ("operator", OWN, "", False),
        ("operator", OWN, None, True),
        ("analyst", "", OWN, True),
        ("analyst", "", None, True),
        ("reader", "", OWN, False),
        ("head", "", None, False),
    ],
)
def test_an_operator_acts_for_the_own_village_alone(role, own, village, may):
    user = User(username="x", role_code=role, village_code=own)
    assert user.can(Permission.OBJECT_TO_ZONES, village) is may


def test_somebody_who_has_left_may_nothing():
    user = User(username="x", role_code=OPERATOR.code, village_code=OWN, is_active=False)
    assert not any(user.can(permission) for permission in Permission)
