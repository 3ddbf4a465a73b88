from __future__ import annotations

import pytest

from ngopeni.accounts.rights import PERSONAL, Permission
from ngopeni.accounts.role_words import role_paragraph
from ngopeni.accounts.roles import ROLES


def test_every_permission_is_held_by_somebody_and_every_role_says_what_for():
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert held == set(Permission)
    assert all(role.code == code and role_paragraph(code).endswith(".") for code, role in ROLES.items())


def test_who_writes_zones_does_not_approve_them():
    for role in ROLES.values():
        assert not {Permission.WRITE_ZONE_RULES, Permission.APPROVE_ZONES} <= set(role.permissions)


NAMELESS = ("head", "regent", "agency_head", "legal", "district_head", "partner", "auditor", "administrator")


@pytest.mark.parametrize("code", NAMELESS)
def test_roles_without_names_open_nothing_about_persons(code):
    assert not PERSONAL.intersection(ROLES[code].permissions)
    assert not ROLES[code].sees_names


def test_a_partner_reads_totals_alone():
    assert ROLES["partner"].permissions == (Permission.READ_AREAS,)


def test_who_gives_rights_neither_records_pacts_nor_reads_the_log():
    powers = {Permission.MANAGE_USERS, Permission.RECORD_PACTS, Permission.READ_AUDIT}
    for role in ROLES.values():
        assert len(powers.intersection(role.permissions)) <= 1, role.code
        assert not (Permission.MANAGE_USERS in role.permissions and role.sees_names)


def test_who_hands_out_keys_or_reads_the_log_needs_a_second_factor_and_no_pact():
    for code in ("administrator", "legal", "auditor"):
        assert ROLES[code].needs_code
        assert not ROLES[code].sees_names
    assert ROLES["operator"].needs_code
    assert not any(ROLES[code].needs_code for code in ("regent", "head", "partner", "district_head", "agency_head"))
