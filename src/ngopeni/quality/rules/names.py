"""Names: missing, made up, cut short, or with more than the name in them."""

from __future__ import annotations

from ngopeni.kernel.finding import Severity
from ngopeni.kernel.literal import literals
from ngopeni.quality.rule import Ground, Level, Rule, Source

AUDIT = Source(Ground.AUDIT, "BPK, pemeriksaan DTKS 2020: 5.702 anggota tanpa nama")
PAPERS = Source(
    Ground.LAW,
    "Permendagri 73/2022 pasal 5: nama tidak disingkat, tanpa angka dan tanda baca; gelar boleh di KK dan KTP",
    False,
)
# By letters alone; what somebody writes who does not know the name, or of a child that has none yet.
NO_NAMES: tuple[str, ...] = (
    "NN",
    "XX",
    "NONAME",
    "TANPANAMA",
    "TIDAKADANAMA",
    "TIDAKADA",
    "TIDAKTAHU",
    "TDKTAHU",
    "TDKADA",
    "TAKBERNAMA",
)
NO_NAMES += ("BELUMADANAMA", "BELUMADA", "BELUMDIBERINAMA", "BELUMBERNAMA", "BAYI", "ANONIM", "NIHIL", "KOSONG")
NO_NAMES += ("TEST", "TES", "NAMA", "NULL", "UNKNOWN", "NONE", "NA", "ASDF", "QWERTY")
OF_BABY = "^(BAYI|BY)[ .]+(NY|TN|IBU|DARI)([ .]|$)"
IS_MADE_UP = (
    "COALESCE(LENGTH(name_key), 0) = 0 AND NOT REGEXP_MATCHES(written_name, '[0-9]') "
    f"OR name_key IN ({literals(NO_NAMES)}) OR REGEXP_MATCHES(written_name, '{OF_BABY}') "
    "OR (LENGTH(name_key) > 2 AND REPLACE(name_key, SUBSTR(name_key, 1, 1), '') = '')"
)
BEFORE = "(^|[ ,.])(H|HJ|KH|DR|DRS|DRA|IR|PROF|DRG)[.]"
HAJI = "^(HAJI|HAJJAH|HJ) "
AFTER = "[,. ](S|M|A|D)[. ]+(PD|PDI|SOS|E|H|HUM|KOM|T|KM|MD|AG|SI|SC|P|KEP|PT|PI|HUT|IP|IKOM|AP|FARM|GZ|KEB|M)([., ]|$)"
# Few names have a mark; only they are worth the search.
HAS_TITLE = (
    f"REGEXP_MATCHES(written_name, '{HAJI}') OR ((written_name LIKE '%.%' OR written_name LIKE '%,%') "
    f"AND (REGEXP_MATCHES(written_name, '{BEFORE}') OR REGEXP_MATCHES(written_name, '{AFTER}')))"
)
# One letter for a word, with or without a dot; the I before a Balinese man's name is a word.
INITIAL = "(^|[ .])([A-HJ-Z]|I[.])([. ]|$)|[ .]I$"
SHORTENED = "(^|[ ])(MUH|MOH|MUCH|MOCH|MHD|ABD|ABDL|ST)[.]"
MAY_BE_CUT = (
    "(written_name LIKE '%.%' OR written_name LIKE '_ %' OR written_name LIKE '% _' OR written_name LIKE '% _ %')"
)
RULES = (
    Rule(
        "QUALITY-130",
        Level.PERSON,
        Severity.ERROR,
        "full_name",
        "written_name IS NULL",
        AUDIT,
        "QUALITY-601",
        bad=(({"full_name": None}, {"relation": "spouse", "sex": "female"}),),
        good=({"full_name": "SUPARMI"},),
        others=({"full_name": "-"},),
        applies="asks_name",
        base="QUALITY-717",
    ),
    Rule(
        "QUALITY-131",
        Level.PERSON,
        Severity.ERROR,
        "full_name",
        IS_MADE_UP,
        AUDIT,
        "QUALITY-601",
        bad=(
            *({"full_name": name} for name in ("-", ".", "XXX", "NN", "N.N.", "TANPA NAMA", "TIDAK TAHU", "bayi")),
            *({"full_name": name} for name in ("TIDAK ADA NAMA", "Tidak ada", "TDK TAHU", "TDK ADA", "TAK BERNAMA")),
            *({"full_name": name} for name in ("BELUM ADA NAMA", "BELUM ADA", "BELUM DIBERI NAMA", "BELUM BERNAMA")),
            *({"full_name": name} for name in ("XX", "NO NAME", "ANONIM", "NIHIL", "KOSONG", "NULL", "NONE", "N/A")),
            *({"full_name": name} for name in ("TEST", "TES", "NAMA", "UNKNOWN", "ASDF", "QWERTY")),
            *({"full_name": name} for name in ("BY TN KARTO", "BAYI IBU SRI", "BAYI DARI SITI")),
            {"full_name": "BAYI NY SUPARMI"},
            {"full_name": "BY. NY. SRI"},
        ),
        good=(
            *({"full_name": name} for name in ("BAYU", "NANA", "TESSA", "ANNA", "IBNU", "NUNUNG", "BAYINAH", "O'O")),
            {"full_name": "X"},  # one letter has a rule of its own
            {"full_name": "SUPARMI"},
        ),
        applies="written_name IS NOT NULL",
        base="QUALITY-718",
    ),
    Rule(
        "QUALITY-132",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "LENGTH(name_key) = 1",
        PAPERS,
        "QUALITY-609",
        bad=({"full_name": "S"}, {"full_name": "S."}),
        good=({"full_name": "NO"}, {"full_name": "SLAMET"}),
        others=({"full_name": "-"},),
        applies="name_key IS NOT NULL",
        base="QUALITY-711",
    ),
    Rule(
        "QUALITY-133",
        Level.PERSON,
        Severity.NOTE,
        "full_name",
        f"{MAY_BE_CUT} AND (REGEXP_MATCHES(written_name, '{INITIAL}') OR REGEXP_MATCHES(written_name, '{SHORTENED}')) "
        f"AND NOT ({HAS_TITLE})",
        PAPERS,
        "QUALITY-609",
        bad=(
            *({"full_name": name} for name in ("M. SLAMET", "SITI A.", "SITI A", "MOH. ALI", "A.B. RAHMAN", "MOH. I.")),
        ),
        good=(
            {"full_name": "SUPARMI"},
            {"full_name": "I MADE WIRAWAN"},
            {"full_name": "MOH ALI"},
            {"full_name": "NUR'AINI"},
            {"full_name": "ABD ROHMAN"},
            {"full_name": "S."},
        ),
        applies="LENGTH(name_key) > 1",
        base="QUALITY-719",
    ),
    Rule(
        "QUALITY-134",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "REGEXP_MATCHES(written_name, '[0-9]')",
        PAPERS,
        "QUALITY-609",
        bad=({"full_name": "SUPARMI 2"}, {"full_name": "B4MBANG"}, {"full_name": "12"}),
        good=({"full_name": "SUPARMI"}, {"full_name": "NUR AINI"}),
        applies="written_name IS NOT NULL",
        base="QUALITY-718",
    ),
    Rule(
        "QUALITY-135",
        Level.PERSON,
        Severity.NOTE,
        "full_name",
        HAS_TITLE,
        PAPERS,
        "QUALITY-610",
        bad=(
            *({"full_name": name} for name in ("H. SLAMET", "HJ. SITI AMINAH", "DRS. SUTRISNO", "Ir. Joko")),
            *({"full_name": name} for name in ("KH. ZAINI", "DR. BUDI", "DRA. SRI", "PROF. ALI", "DRG. ANI")),
            *({"full_name": name} for name in ("HAJI SLAMET", "HAJJAH SITI", "HJ SITI", "AGUS, S.E", "ADI, M.SI")),
            {"full_name": "SUTRISNO, S.PD"},
            {"full_name": "SRI REJEKI S.SOS"},
            {"full_name": "ANI, A.MD"},
        ),
        good=(
            *({"full_name": name} for name in ("HADI", "IRMA", "DRAJAT", "SEPTI", "R. SLAMET", "ANDRI", "KHOIRUL")),
            {"full_name": "ROHMAH"},
        ),
        applies="name_key IS NOT NULL",
        base="QUALITY-711",
    ),
    Rule(
        "QUALITY-136",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "REGEXP_MATCHES(written_name, '[?*_#@$%^=+<>|!;:/]')",
        Source(Ground.JUDGEMENT, "Tanda yang tidak ada pada nama: sisa salah ketik, samaran, atau dua nama sekaligus"),
        "QUALITY-609",
        bad=tuple({"full_name": f"SUP{sign}RMI"} for sign in "?*_#@$%^=+<>|!;:/"),
        good=(
            {"full_name": "NUR'AINI"},
            {"full_name": "SITI ASIYAH-KHADIJAH"},
            {"full_name": "MU`MIN"},
            {"full_name": "MA’RUF"},
            {"full_name": "SUPARMI (MBAH)"},
        ),
        applies="name_key IS NOT NULL",
        base="QUALITY-711",
    ),
    Rule(
        "QUALITY-137",
        Level.PERSON,
        Severity.NOTE,
        "full_name",
        "REGEXP_MATCHES(written_name, '[ ](ALIAS|ALS|AL[.]|BIN|BINTI|BT[.])[ ]') OR written_name LIKE '%(%'",
        PAPERS,
        "QUALITY-610",
        bad=(
            *({"full_name": f"SLAMET {word} GENDON"} for word in ("ALIAS", "ALS", "AL.", "BIN", "BINTI", "BT.")),
            {"full_name": "SUPARMI (MBAH)"},
        ),
        good=({"full_name": "BINTI NUR HIDAYAH"}, {"full_name": "ROBIN"}, {"full_name": "SABINTI"}),
        applies="name_key IS NOT NULL",
        base="QUALITY-711",
    ),
    Rule(
        "QUALITY-138",
        Level.PERSON,
        Severity.WARNING,
        "mother_name",
        "mother_key = name_key AND written_name LIKE '% %'",
        Source(Ground.JUDGEMENT, "Nama ibu kandung sama persis; nama satu kata sering sama karena kebetulan"),
        "QUALITY-609",
        bad=({"full_name": "SITI AMINAH", "mother_name": "SITI AMINAH", "sex": "female"},),
        good=(
            {"full_name": "SITI AMINAH", "mother_name": "SITI", "sex": "female"},
            {"full_name": "SITI", "mother_name": None, "sex": "female"},
            {"full_name": "SUMIATI", "mother_name": "SUMIATI", "sex": "female"},  # one common name, as many have
        ),
        applies="name_key IS NOT NULL AND mother_key IS NOT NULL",
        base="QUALITY-720",
    ),
)
