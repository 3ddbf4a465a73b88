"""Roles that an auditor can read: who they are and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """Everything that needs a right, one line each."""

    READ_AREAS = "read_areas"  # zones, indices, sources: about places, not persons
    IMPORT_SOURCES = "import_sources"
    WRITE_ZONE_RULES = "write_zone_rules"
    APPROVE_ZONES = "approve_zones"
    OBJECT_TO_ZONES = "object_to_zones"
    ANSWER_OBJECTIONS = "answer_objections"


WORDS = {
    Permission.READ_AREAS: "membaca peta, zona, dan sumber",
    Permission.IMPORT_SOURCES: "memasukkan dan menarik berkas",
    Permission.WRITE_ZONE_RULES: "menulis aturan dan rancangan zona",
    Permission.APPROVE_ZONES: "menyetujui penetapan zona",
    Permission.OBJECT_TO_ZONES: "menyanggah zona desa",
    Permission.ANSWER_OBJECTIONS: "menjawab sanggahan",
}


@dataclass(frozen=True)
class Role:
    """A role.

    Parameters
    ----------
    code : str
    name : str
        As shown, in Indonesian.
    paragraph : str
        Who holds it and what for.
    permissions : tuple of Permission
    is_of_one_village : bool
        Whether its people act for the village they work in, and for no other.
    """

    code: str
    name: str
    paragraph: str
    permissions: tuple[Permission, ...]
    is_of_one_village: bool = False

    @property
    def words(self) -> list[str]:
        """What the role may do, in words."""
        return [WORDS[permission] for permission in self.permissions]


ANALYST = Role(
    code="analyst",
    name="Analis TKPK",
    paragraph="Staf sekretariat TKPK di Bappeda: memasukkan data, menulis aturan zona, menjawab sanggahan.",
    permissions=(
        Permission.READ_AREAS,
        Permission.IMPORT_SOURCES,
        Permission.WRITE_ZONE_RULES,
        Permission.OBJECT_TO_ZONES,
        Permission.ANSWER_OBJECTIONS,
    ),
)
HEAD = Role(
    code="head",
    name="Ketua TKPK",
    paragraph="Wakil bupati atau yang mewakilinya: membaca semua peta dan menyetujui penetapan zona.",
    permissions=(Permission.READ_AREAS, Permission.APPROVE_ZONES, Permission.ANSWER_OBJECTIONS),
)
OPERATOR = Role(
    code="operator",
    name="Operator desa",
    paragraph="Perangkat desa atau kelurahan: membaca keadaan desanya dan mengajukan sanggahan.",
    permissions=(Permission.READ_AREAS, Permission.OBJECT_TO_ZONES),
    is_of_one_village=True,
)
READER = Role(
    code="reader",
    name="Pembaca",
    paragraph="Pimpinan dan perangkat daerah lain: membaca peta, zona, dan sumbernya.",
    permissions=(Permission.READ_AREAS,),
)

ROLES: dict[str, Role] = {role.code: role for role in (ANALYST, HEAD, OPERATOR, READER)}
