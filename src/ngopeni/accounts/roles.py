"""Roles that an auditor can read: who they are and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ngopeni.accounts.rights import PERSONAL, WORDS, Permission


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
    name : str
        As shown, in Indonesian.
    paragraph : str
        Who holds it and what for.
    group : Group
    level : Level
        What a grant of this role covers: the whole regency, a district, or single villages.
    permissions : tuple of Permission
    """

    code: str
    name: str
    paragraph: str
    group: Group
    level: Level
    permissions: tuple[Permission, ...]

    @property
    def words(self) -> list[str]:
        """What the role may do, in words."""
        return [WORDS[permission] for permission in self.permissions]

    @property
    def sees_names(self) -> bool:
        """Whether it opens what stands about persons, and therefore needs a second factor and a pakta integritas."""
        return bool(PERSONAL.intersection(self.permissions))


ANALYST = Role(
    code="analyst",
    name="Analis TKPK",
    paragraph="Staf sekretariat TKPK di Bappeda: memasukkan data, memeriksa mutunya, menulis aturan zona, "
    "menjawab sanggahan.",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.IMPORT_SOURCES,
        Permission.WRITE_ZONE_RULES,
        Permission.OBJECT_TO_ZONES,
        Permission.ANSWER_OBJECTIONS,
        Permission.READ_QUALITY,
        Permission.WAIVE_FINDINGS,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.EXPORT_PEOPLE,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
HEAD = Role(
    code="head",
    name="Ketua TKPK",
    paragraph="Wakil bupati atau yang mewakilinya: membaca semua papan dan menyetujui penetapan zona, "
    "tanpa nama warga.",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.APPROVE_ZONES,
        Permission.ANSWER_OBJECTIONS,
        Permission.READ_QUALITY,
        Permission.READ_PROTECTION_PAPERS,
    ),
)
REGENT = Role(
    code="regent",
    name="Bupati",
    paragraph="Kepala daerah: membaca semua papan dan peta, tanpa nama warga.",
    group=Group.TEAM,
    level=Level.REGENCY,
    permissions=(Permission.READ_AREAS, Permission.READ_QUALITY, Permission.READ_PROTECTION_PAPERS),
)
AGENCY_HEAD = Role(
    code="agency_head",
    name="Kepala perangkat daerah",
    paragraph="Memimpin perangkat daerah pendamping: membaca angka desa dampingannya, tanpa nama warga.",
    group=Group.AGENCIES,
    level=Level.VILLAGE,
    permissions=(Permission.READ_AREAS, Permission.READ_QUALITY),
)
AGENCY_MEMBER = Role(
    code="agency_member",
    name="Anggota tim perangkat daerah",
    paragraph="Bekerja di desa dampingan menurut surat keputusan: membaca warga desa itu selama masa tugasnya.",
    group=Group.AGENCIES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
        Permission.READ_QUALITY,
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
    ),
)
SOCIAL_AFFAIRS = Role(
    code="social_affairs",
    name="Dinas Sosial",
    paragraph="Pengelola daftar kesejahteraan: memasukkan daftar, memperbaiki barisnya, mencatat pakta integritas.",
    group=Group.AGENCIES,
    level=Level.REGENCY,
    permissions=(
        Permission.READ_AREAS,
        Permission.IMPORT_SOURCES,
        Permission.READ_QUALITY,
        Permission.WAIVE_FINDINGS,
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
    name="Bagian Hukum",
    paragraph="Memeriksa naskah keputusan dan mencatat pakta integritas, tanpa nama warga.",
    group=Group.AGENCIES,
    level=Level.REGENCY,
    permissions=(Permission.READ_AREAS, Permission.RECORD_PACTS, Permission.READ_PROTECTION_PAPERS),
)
DISTRICT_HEAD = Role(
    code="district_head",
    name="Camat",
    paragraph="Membina desa dan kelurahan di kecamatannya: membaca angka dan mutu datanya, tanpa nama warga.",
    group=Group.AGENCIES,
    level=Level.DISTRICT,
    permissions=(Permission.READ_AREAS, Permission.OBJECT_TO_ZONES, Permission.READ_QUALITY),
)
VILLAGE_HEAD = Role(
    code="village_head",
    name="Kepala desa atau lurah",
    paragraph="Memimpin satu desa atau kelurahan: membaca warganya, melayani loket, mengajukan sanggahan.",
    group=Group.VILLAGES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
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
    name="Operator desa",
    paragraph="Perangkat desa atau kelurahan: memperbaiki data warga desanya, melayani loket, mengajukan sanggahan.",
    group=Group.VILLAGES,
    level=Level.VILLAGE,
    permissions=(
        Permission.READ_AREAS,
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
    name="Mitra",
    paragraph="Perguruan tinggi, SMK, perusahaan, Baznas: membaca angka desa dampingannya, tidak pernah nama warga.",
    group=Group.PARTNERS,
    level=Level.VILLAGE,
    permissions=(Permission.READ_AREAS,),
)
AUDITOR = Role(
    code="auditor",
    name="Pemeriksa",
    paragraph="Inspektorat atau pemeriksa luar: membaca semua catatan kegiatan dan papan, tanpa nama warga.",
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
    name="Pengelola sistem",
    paragraph="Menjalankan peladen, mengundang pengguna, dan memberi hak; tidak membaca daftar warga.",
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
