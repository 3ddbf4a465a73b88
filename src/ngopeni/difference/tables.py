"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import VILLAGE_CODE
from ngopeni.difference.causes import CAUSES, ChangeClass, Evidence, Kind
from ngopeni.intake.need_rules import STATUSES
from ngopeni.intake.registry import NEEDS
from ngopeni.kernel.contract import Column, Privacy, Table

PUBLIC, PERSONAL, SPECIFIC = Privacy.PUBLIC, Privacy.PERSONAL, Privacy.SPECIFIC
CLASSES, CODES = tuple(ChangeClass), tuple(cause.code for cause in CAUSES)
PROFILE = Column("profile", "VARCHAR", PUBLIC, "Jenis daftar, sama pada kedua tanggal.")
SPAN = (
    Column("since", "DATE", PUBLIC, "Tanggal keadaan daftar sebelumnya."),
    Column("as_of", "DATE", PUBLIC, "Tanggal keadaan daftar sesudahnya."),
)


def _village(name: str, description: str) -> Column:
    return Column(name, "VARCHAR", PUBLIC, description, optional=True)


def _count(name: str, description: str) -> Column:
    # A count of one village and one cause may point at a person; pages show it after disclosure control.
    return Column(name, "INTEGER", PERSONAL, description, minimum=0)


def _class(*, optional: bool, privacy: Privacy = PERSONAL) -> tuple[Column, Column]:
    return (
        Column(
            "class",
            "VARCHAR",
            privacy,
            "Perubahan data, kehidupan, peringkat, atau belum diketahui.",
            optional,
            CLASSES,
        ),
        Column("cause", "VARCHAR", privacy, "Sebabnya, atau mengapa belum diketahui.", optional, CODES),
    )


RECORD_CHANGE = Table(
    "record_change",
    ("change_key",),
    "Satu baris daftar yang dicocokkan antara dua tanggal, atau baris yang hanya ada pada satu tanggal.",
    (
        Column("change_key", "VARCHAR", PERSONAL, "Penanda baris ini: baris sesudahnya, atau baris yang keluar."),
        Column("record_key_before", "VARCHAR", PERSONAL, "Baris pada daftar sebelumnya.", optional=True),
        Column("record_key_after", "VARCHAR", PERSONAL, "Baris pada daftar sesudahnya.", optional=True),
        PROFILE,
        *SPAN,
        VILLAGE_CODE,
        _village("village_code_before", "Desa/kelurahan pada daftar sebelumnya."),
        _village("village_code_after", "Desa/kelurahan pada daftar sesudahnya."),
        Column("kind", "VARCHAR", PERSONAL, "Masuk, keluar, tetap, atau tidak dihitung.", values=tuple(Kind)),
        Column("is_moved", "BOOLEAN", PERSONAL, "Tetap tercatat, tetapi di desa/kelurahan lain."),
        Column("is_mended", "BOOLEAN", PERSONAL, "Tetap tercatat, dengan NIK lain daripada sebelumnya."),
        Column("is_married", "BOOLEAN", PERSONAL, "Tetap tercatat; dulu belum kawin, sekarang kawin."),
        Column("decile_before", "INTEGER", SPECIFIC, "Desil sebelumnya.", optional=True),
        Column("decile_after", "INTEGER", SPECIFIC, "Desil sesudahnya.", optional=True),
        *_class(optional=True),
        Column("evidence_code", "VARCHAR", PERSONAL, "Jenis sumber yang menunjukkan sebabnya.", True, tuple(Evidence)),
        Column("evidence_source_id", "VARCHAR", PERSONAL, "Sumber yang menunjukkan sebabnya.", optional=True),
        Column("evidence_row_number", "INTEGER", PERSONAL, "Nomor baris di sumber itu.", optional=True),
    ),
)
NEED_CHANGE = Table(
    "need_change",
    ("household_key_after", "need_code"),
    "Satu rumah tangga yang ada pada kedua tanggal dan satu kebutuhan yang keadaannya berubah.",
    (
        Column("household_key_before", "VARCHAR", PERSONAL, "Rumah tangga pada daftar sebelumnya."),
        Column("household_key_after", "VARCHAR", PERSONAL, "Rumah tangga pada daftar sesudahnya."),
        PROFILE,
        *SPAN,
        VILLAGE_CODE,
        Column("need_code", "VARCHAR", PUBLIC, "Kebutuhan.", values=NEEDS),
        Column("status_before", "VARCHAR", SPECIFIC, "Keadaan sebelumnya.", values=STATUSES),
        Column("status_after", "VARCHAR", SPECIFIC, "Keadaan sesudahnya.", values=STATUSES),
        *_class(optional=False, privacy=SPECIFIC),
    ),
)
VILLAGE_CHANGE = Table(
    "village_change",
    ("village_code", "profile", "class", "cause"),
    "Satu desa/kelurahan dan satu sebab perubahan antara dua tanggal. Golongannya tidak untuk dijumlahkan.",
    (
        VILLAGE_CODE,
        PROFILE,
        *SPAN,
        *_class(optional=False),
        _count("entered_count", "Orang yang masuk daftar."),
        _count("left_count", "Orang yang keluar dari daftar."),
        _count("moved_in_count", "Orang tercatat yang barisnya datang dari desa/kelurahan lain."),
        _count("moved_out_count", "Orang tercatat yang barisnya pergi ke desa/kelurahan lain."),
        _count("stayed_count", "Orang yang tetap tercatat dan keadaannya atau datanya berubah."),
        _count("decile_up_count", "Orang yang tetap tercatat dan desilnya naik."),
        _count("decile_down_count", "Orang yang tetap tercatat dan desilnya turun."),
        _count("need_met_count", "Kebutuhan rumah tangga yang dulu ada dan sekarang tidak."),
        _count("need_arisen_count", "Kebutuhan rumah tangga yang dulu tidak ada dan sekarang ada."),
    ),
)
VILLAGE_BALANCE = Table(
    "village_balance",
    ("village_code",),
    "Neraca satu desa/kelurahan: tercatat sebelumnya + masuk + datang - keluar - pergi = tercatat sesudahnya.",
    (
        VILLAGE_CODE,
        PROFILE,
        *SPAN,
        Column("before_count", "INTEGER", PUBLIC, "Orang yang tercatat sebelumnya.", minimum=0),
        Column("after_count", "INTEGER", PUBLIC, "Orang yang tercatat sesudahnya.", minimum=0),
        _count("entered_count", "Orang yang masuk daftar."),
        _count("left_count", "Orang yang keluar dari daftar."),
        _count("moved_in_count", "Orang tercatat yang barisnya datang dari desa/kelurahan lain."),
        _count("moved_out_count", "Orang tercatat yang barisnya pergi ke desa/kelurahan lain."),
        _count("decile_known_count", "Orang yang tetap tercatat dan desilnya diketahui pada kedua tanggal."),
        _count("household_count", "Rumah tangga yang ada pada kedua tanggal."),
        _count("need_before_count", "Kebutuhan rumah tangga itu yang ada sebelumnya."),
        _count("no_need_before_count", "Kebutuhan rumah tangga itu yang tidak ada sebelumnya."),
    ),
)
TABLES = (RECORD_CHANGE, NEED_CHANGE, VILLAGE_CHANGE, VILLAGE_BALANCE)
