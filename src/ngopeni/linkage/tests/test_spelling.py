"""Spellings of one name come to one form, and those of two do not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.spelling import ACCENTS, NOT_NAMES, TITLES, WORDS, spell
from ngopeni.linkage.tests import twin

FORMS = ("name_key", "skeleton", "first_name", "initials")
ENGINE = Engine(threads=1)
SAME = [
    ("SITI AMINAH", "SITTI AMINAH", "ST. AMINAH", "St Aminah", "siti  aminah ", "HJ. SITI AMINAH", "NN. SITI AMINAH"),
    ("MUHAMMAD ALI", "MOH. ALI", "MOCH ALI", "MD. ALI", "MD ALI", "MUH ALI", "MOHD. ALI", "MHMD ALI", "MOHAMED ALI"),
    ("MUKHAMAD", "MUCHAMMAD", "MOKHAMAD", "MOCHAMAD"),
    ("SOEKARNO", "SUKARNO", "IR. SOEKARNO", "Ir Sukarno", "DR. IR. SUKARNO"),
    ("DJOKO", "JOKO", "YOKO"),
    ("TJAHYO", "CAHYO", "TJAHJO"),
    ("ACHMAD", "AHMAD", "AKHMAD", "KH. ACHMAD"),
    (
        "H. SLAMET",
        "SLAMET",
        "HAJI SLAMET",
        "H.SLAMET",
        "SLAMET (ALM)",
        "SLAMET ALM.",
        "(ALM) SLAMET",
        "ALMARHUM SLAMET",
    ),
    (
        "Drs. BUDI",
        "BUDI",
        "BUDI, S.Pd.",
        "BUDI S.PD",
        "BUDI S. PD",
        "BUDI SPD",
        "BUDI SE",
        "BUDI ST.",
        "Drs. H. BUDI, MM",
    ),
    (
        "SUPARMI BINTI KARTO",
        "SUPARMI",
        "SUPARMI BINTI",
        "SUPARMI BT. KARTO",
        "SUPARMI BINTI.KARTO",
        "SUPARMI,BINTI KARTO",
    ),
    ("SLAMET BIN KARTO", "SLAMET BIN", "SLAMET"),
    ("A'AN", "AAN", "A`AN", "A’AN"),
    ("NUR'AINI", "NURAINI"),
    ("SUTINI / SLAMET", "SUTINI", "SUTINI (SLAMET)", "SUTINI ALIAS TINI", "SUTINI AL. TINI"),
    ("WAHJU", "WAHYU"),
    ("SJARIFUDIN", "SYARIFUDIN", "SARIFUDIN", "SARIPUDIN"),
    ("NJOMAN", "NYOMAN"),
    ("CHOLIFAH", "KHOLIFAH", "HOLIFAH", "KHOLIPAH"),
    ("JUSUF", "YUSUF", "YUSUP"),
    ("FATIMAH", "PATIMAH", "FATHIMAH"),
    ("SUWITO", "SUITO"),
    ("IYAN", "IAN"),
    ("ABDUL RAHMAN", "ABD. RACHMAN", "ABDOEL RACHMAN", "ABDUR RAHMAN"),
    ("SRI WAHYUNI", "SRI WAHYUNI, A.MD.KEB", "SRI WAHJUNI A. MD", "SRI WAHYUNI AMD"),
    ("EKA", "ÉKA"),
    ("SUDHARMO", "SUDARMO"),
    ("RATHNA", "RATNA"),
    ("SOPHIA", "SOFIA", "SOPIA"),
    ("VERA", "FERA", "PERA"),
    ("ZAENAB", "SAENAB"),
    ("QOSIM", "KOSIM"),
    ("DIENA", "DINA"),
    ("SHOLEH", "SOLEH"),
    ("SYAMSUL", "SJAMSUL", "SAMSUL"),
    ("NJOTO", "NYOTO"),
    ("CHASAN", "KHASAN", "HASAN"),
    ("AL-FATIH", "AL FATIH"),
    ("BAYI NY SITI", "BY. NY. SITI", "BY NY SITI"),
]
DIFFERENT = [
    ("SITI", "SRI"),
    ("SUPARMI", "SUPARMAN"),
    ("SLAMET", "SLAMET RIYADI"),
    ("BUDI SETIAWAN", "SETIAWAN BUDI"),
    ("MUHAMMAD", "MUHAMMADI"),
    ("ALI BINTANG", "ALI"),
    ("ROBIN ALI", "ROBI"),
    ("BINTI KARTO", "KARTO"),
    ("HARTINI", "TINI"),
    ("PAKUBUWONO", "BUWONO"),
    ("DIAN ALIASA", "DIAN"),
    ("BAYI NY SITI", "SITI"),
    ("STEFANI", "SITIFANI"),
    ("SEPTI", "PTI"),
    ("BUDI SESA", "BUDI SE"),
    ("ALMIRA", "IRA"),
    ("M. ALI", "MUHAMMAD ALI"),
]
SOUNDS_SAME = [
    ("SITI AMINAH", "SITI AMINA"),
    ("SLAMET RIYADI", "RIYADI SLAMET"),
    ("KUSNADI", "KUSNEDI"),
    ("SUPARNO", "SUPARNA"),
    ("FATIMAH", "FATIMA"),
    ("ANNISA", "ANISA"),
]
TITLES_ALONE = ("HJ", "H", "NY", "IR", "BU", "PAK", "DR", "ALM", "KYAI")


def spelled(names):
    """The forms of each name; what is no name is not among them."""
    ENGINE.load_rows("named", {"text": "VARCHAR"}, [[name] for name in names])
    spell(ENGINE, "SELECT text FROM named", "spelled")
    return {row["text"]: tuple(row[form] for form in FORMS) for row in ENGINE.rows("SELECT * FROM spelled")}


@pytest.fixture(scope="module")
def told():
    tables = [*SAME, *DIFFERENT, *SOUNDS_SAME, TITLES_ALONE, NOT_NAMES, EMPTY]
    return spelled(sorted({name for names in tables for name in names}))


EMPTY = ("", " ", "-", ".", "0", "123", "''", "()", "N.N", "xxx", "Tidak Diketahui", "(TANPA NAMA)", "BAYI.", ", S.PD")
EMPTY += ("TANPA NAMA", "NO NAME", "TIDAK ADA NAMA", "TDK TAHU", "BELUM DIBERI NAMA", "BAYI LAKI LAKI", "NAMA LENGKAP")


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_come_to_one_key(told, names):
    assert {told[name] for name in names} == {told[names[0]]}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_keep_keys_of_their_own(told, one, other):
    assert told[one][0] != told[other][0]


@pytest.mark.parametrize(("one", "other"), SOUNDS_SAME)
def test_names_that_only_sound_the_same_share_their_bones(told, one, other):
    assert told[one][0] != told[other][0]
    assert told[one][1] == told[other][1]


def test_a_title_alone_is_the_name(told):
    assert {told[title][2] != "" and len(told[title][0].split()) for title in TITLES_ALONE} == {1}
    assert spelled(["HJ. H. BUDI"])["HJ. H. BUDI"][0] == "BUDI"


def test_what_is_no_name_gives_nothing(told):
    assert [name for name in (*NOT_NAMES, *EMPTY) if name in told] == []
    assert {"BAYI SEHAT", "TESTI", "NAMASTE"} == spelled(["BAYI SEHAT", "TESTI", "NAMASTE"]).keys()


def test_no_word_is_written_as_two():
    words = [word for others in WORDS.values() for word in others]
    assert len(words) == len(set(words))
    assert not set(words) & set(WORDS)


def test_forms_of_several_words_stand_in_their_order():
    assert spelled(["SITI NUR ZAINAB"])["SITI NUR ZAINAB"] == ("SITI NUR SAINAB", "NR SNB ST", "ST", "SNS")


def test_a_name_of_seven_words_is_known_by_six():
    assert spelled(["A B C D E G K"])["A B C D E G K"][3] == "ABCDEG"


PARTS = (
    *TITLES,
    *(word for others in WORDS.values() for word in others),
    *NOT_NAMES[:6],
    "BIN",
    "BINTI",
    "BT",
    "ALIAS",
)
PARTS += (
    "AL.",
    "S.PD",
    "S. PD",
    "M.SI.",
    "SE",
    "SPD",
    "ALM",
    "(ALM)",
    ", S.H",
    "/",
    ",",
    "(",
    ")",
    "-",
    "'",
    "’",
    "  ",
)
PARTS += ("SOEDJONO", "TJOKRO", "NJOTO", "SJAMSUL", "KHUSNUL", "NUR'AINI", "DWI", "I", "U", "SITI", "SUTTINI", "ZAHWA")
PARTS += ("AUUWI", "HIIYAH", "SSSITI", "QOMARI", "PHIETER", "VIVI", "é", "ÑO", "2", "II", "al", "bin")
NAME = st.lists(
    st.one_of(st.sampled_from(PARTS), st.text("ABDEHIJKLMNOSTUYZ", min_size=1, max_size=7)), min_size=1, max_size=8
).map(" ".join)
CLOSE = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join)
ANYTHING = st.text("ABST .,'/()-ÉI19bé", max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(NAME, NAME, CLOSE, ANYTHING), min_size=60, max_size=120, unique=True))
def test_the_forms_are_those_of_the_slow_twin(names):
    found = spelled(names)
    assert {name: found.get(name) for name in names} == {name: twin.forms(name) for name in names}


def test_every_accent_has_its_letter():
    assert len(ACCENTS[0]) == len(ACCENTS[1])
    assert set(spelled([f"{letter}B" for letter in ACCENTS[0]])) == {f"{letter}B" for letter in ACCENTS[0]}
