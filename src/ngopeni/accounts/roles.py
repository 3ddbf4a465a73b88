"""Roles that an auditor can read: who they are and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ngopeni.accounts.rights import GUARDING, PERSONAL, Permission
from ngopeni.accounts.role_words import role_name


class Level(StrEnum):
    """How wide a grant of a role may be."""

    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


class Group(StrEnum):
    """Whom a role belongs to, where roles are shown together."""

    TEAM = "team"
    AGENCIES = "agencies"
    VILLAGES = "villages"
    PARTNERS = "partners"
    OVERSIGHT = "oversight"


@dataclass(frozen=True)
class Role:
    """A role.

    Parameters
    ----------
    code : str
    group : Group
    level : Level
        What a grant of this role covers: the whole regency, a district, or single villages.
    permissions : tuple of Permission
    """

    code: str
    group: Group
    level: Level
    permissions: tuple[Permission, ...]

    @property
    def name(self) -> str:
        """As shown, in Indonesian; other languages ask `role_name`."""
        return role_name(self.code)

    @property
    def sees_names(self) -> bool:
        """Whether it opens what stands about persons, and therefore needs a pakta integritas."""
        return bool(PERSONAL.intersection(self.permissions))

    @property
    def guards_names(self) -> bool:
        """Whether it opens the way for others, or watches it."""
        return bool(GUARDING.intersection(self.permissions))

    @property
    def needs_code(self) -> bool:
        """Whether it takes a second factor at every sign-in."""
        return self.sees_names or self.guards_names


ANALYST = Role(
    code="analyst",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.MANAGE_PARTNERS,
        Permission.PROPOSE_ASSIGNMENT,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.DRAFT_DECREES,
        Permission.NAME_TEAM,
        Permission.IMPORT_SOURCES,
        Permission.WRITE_ZONE_RULES,
        Permission.OBJECT_TO_ZONES,
        Permission.ANSWER_OBJECTIONS,
        Permission.READ_QUALITY,
        Permission.WAIVE_FINDINGS,
        Permission.JUDGE_PAIRS,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.EXPORT_PEOPLE,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
HEAD = Role(
    code="head",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.APPROVE_ASSIGNMENT,
        Permission.APPROVE_ZONES,
        Permission.ANSWER_OBJECTIONS,
        Permission.READ_QUALITY,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
REGENT = Role(
    code="regent",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.READ_QUALITY,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
AGENCY_HEAD = Role(
    code="agency_head",
    group=Group.AGENCIES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.NAME_TEAM,
        Permission.READ_QUALITY,
    ),
)
AGENCY_MEMBER = Role(
    code="agency_member",
    group=Group.AGENCIES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.READ_QUALITY,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
    ),
)
SOCIAL_AFFAIRS = Role(
    code="social_affairs",
    group=Group.AGENCIES,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.IMPORT_SOURCES,
        Permission.READ_QUALITY,
        Permission.WAIVE_FINDINGS,
        Permission.JUDGE_PAIRS,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.EXPORT_PEOPLE,
        Permission.RECORD_PACTS,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
LEGAL = Role(
    code="legal",
    group=Group.AGENCIES,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.DRAFT_DECREES,
        Permission.NAME_TEAM,
        Permission.SIGN_DECREES,
        Permission.RECORD_PACTS,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
DISTRICT_HEAD = Role(
    code="district_head",
    group=Group.AGENCIES,
    level=Level.DISTRICT,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.DISCUSS_ASSIGNMENT,
        Permission.OBJECT_TO_ZONES,
        Permission.READ_QUALITY,
    ),
)
VILLAGE_HEAD = Role(
    code="village_head",
    group=Group.VILLAGES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.OBJECT_TO_ZONES,
        Permission.READ_QUALITY,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.SERVE_COUNTER,
    ),
)
OPERATOR = Role(
    code="operator",
    group=Group.VILLAGES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_CONTACTS,
        Permission.OBJECT_TO_ZONES,
        Permission.READ_QUALITY,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.EXPORT_PEOPLE,
        Permission.SERVE_COUNTER,
    ),
)
PARTNER = Role(
    code="partner",
    group=Group.PARTNERS,
    level=Level.VILLAGE,
    permissions=(Permission.READ_AREAS,),
)
AUDITOR = Role(
    code="auditor",
    group=Group.OVERSIGHT,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_QUALITY,
        Permission.READ_AUDIT,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
ADMINISTRATOR = Role(
    code="administrator",
    group=Group.OVERSIGHT,
    level=Level.REGENCY,
    permissions=(Permission.READ_AREAS, Permission.MANAGE_USERS, Permission.READ_PROTECTION_PAPERS),
)

ALL = (
    ANALYST,
    HEAD,
    REGENT,
    AGENCY_HEAD,
    AGENCY_MEMBER,
    SOCIAL_AFFAIRS,
    LEGAL,
    DISTRICT_HEAD,
    VILLAGE_HEAD,
    OPERATOR,
    PARTNER,
    AUDITOR,
    ADMINISTRATOR,
)
ROLES: dict[str, Role] = {role.code: role for role in ALL}
