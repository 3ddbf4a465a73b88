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
    READ_QUALITY = "read_quality"  # counts of what is wrong with the records
    WAIVE_FINDINGS = "waive_findings"
    READ_PEOPLE = "read_people"  # names and addresses; numbers and birth dates stay masked
    REVEAL_IDENTIFIERS = "reveal_identifiers"  # NIK, KK and birth dates, one person at a time, with a purpose
    READ_SPECIFIC = "read_specific"  # child, health, disability (UU 27/2022 art. 4(2))
    EXPORT_PEOPLE = "export_people"
    SERVE_COUNTER = "serve_counter"
    MANAGE_USERS = "manage_users"
    RECORD_PACTS = "record_pacts"
    READ_AUDIT = "read_audit"
    READ_PROTECTION_PAPERS = "read_protection_papers"


WORDS = {
    Permission.READ_AREAS: "membaca peta, zona, dan sumber",
    Permission.IMPORT_SOURCES: "memasukkan dan menarik berkas",
    Permission.WRITE_ZONE_RULES: "menulis aturan dan rancangan zona",
    Permission.APPROVE_ZONES: "menyetujui penetapan zona",
    Permission.OBJECT_TO_ZONES: "menyanggah zona desa",
    Permission.ANSWER_OBJECTIONS: "menjawab sanggahan",
    Permission.READ_QUALITY: "membaca papan mutu data",
    Permission.WAIVE_FINDINGS: "mengecualikan temuan mutu data",
    Permission.READ_PEOPLE: "membaca nama dan alamat warga",
    Permission.REVEAL_IDENTIFIERS: "membuka NIK, nomor KK, dan tanggal lahir",
    Permission.READ_SPECIFIC: "membaca data anak, kesehatan, dan disabilitas",
    Permission.EXPORT_PEOPLE: "mengunduh dan mencetak daftar warga",
    Permission.SERVE_COUNTER: "melayani warga di loket desa",
    Permission.MANAGE_USERS: "mengundang pengguna dan memberi hak",
    Permission.RECORD_PACTS: "mencatat pakta integritas",
    Permission.READ_AUDIT: "membaca catatan kegiatan",
    Permission.READ_PROTECTION_PAPERS: "membaca berkas pelindungan data",
}

# These open what stands about persons: they also need a recorded pakta integritas and a second factor.
PERSONAL = frozenset(
    {
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.EXPORT_PEOPLE,
        Permission.SERVE_COUNTER,
    }
)
# Everybody who may sign in holds these, also after the last grant has ended.
WITHOUT_GRANT = frozenset({Permission.READ_AREAS})
