"""Everything that needs a right, one line each, and what it takes beside the role."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """A right. A role names its rights; a grant says where and until when they hold."""

    READ_AREAS = "read_areas"  # zones, indices, totals: about places, not persons
    IMPORT_SOURCES = "import_sources"
    WRITE_ZONE_RULES = "write_zone_rules"
    APPROVE_ZONES = "approve_zones"
    OBJECT_TO_ZONES = "object_to_zones"
    ANSWER_OBJECTIONS = "answer_objections"
    READ_CONTACTS = "read_contacts"  # whom to call at an institution
    MANAGE_PARTNERS = "manage_partners"
    PROPOSE_ASSIGNMENT = "propose_assignment"
    DISCUSS_ASSIGNMENT = "discuss_assignment"
    APPROVE_ASSIGNMENT = "approve_assignment"
    DRAFT_DECREES = "draft_decrees"
    NAME_TEAM = "name_team"  # who of an agency works in its villages
    SIGN_DECREES = "sign_decrees"  # number, signature, in force, revoked: from here grants follow
    READ_QUALITY = "read_quality"  # counts of what is wrong with the records
    WAIVE_FINDINGS = "waive_findings"
    JUDGE_PAIRS = "judge_pairs"  # whether two rows are one person
    READ_PEOPLE = "read_people"  # names and addresses; numbers and birth dates stay masked
    REVEAL_IDENTIFIERS = "reveal_identifiers"  # NIK, KK and birth dates, one person at a time, with a purpose
    READ_SPECIFIC = "read_specific"  # child, health, disability (UU 27/2022 art. 4(2))
    EXPORT_PEOPLE = "export_people"
    SERVE_COUNTER = "serve_counter"
    MANAGE_USERS = "manage_users"
    RECORD_PACTS = "record_pacts"
    READ_AUDIT = "read_audit"
    READ_PROTECTION_PAPERS = "read_protection_papers"


# These open what stands about persons: they also need a recorded pakta integritas, a second factor, and somebody who
# has vouched that password and telephone are in the right hands.
PERSONAL = frozenset(
    {
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.EXPORT_PEOPLE,
        Permission.SERVE_COUNTER,
    }
)
# These open no name, but hand out what does, or show who opened it: whoever had only their password could let others
# in, or learn that nobody watches. They need a second factor too.
GUARDING = frozenset({Permission.MANAGE_USERS, Permission.RECORD_PACTS, Permission.SIGN_DECREES, Permission.READ_AUDIT})
# Everybody who may sign in holds these, also after the last grant has ended.
WITHOUT_GRANT = frozenset({Permission.READ_AREAS})
