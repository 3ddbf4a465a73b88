"""Pregnancy, school and work that do not go with sex or age, and answers that nobody can read."""

from __future__ import annotations

from ngopeni.kernel.finding import Severity
from ngopeni.kernel.literal import literals
from ngopeni.quality.rule import Ground, Level, Rule, Source
from ngopeni.quality.rules.kin import aged

FORM = Source(Ground.PRACTICE, "Kuesioner BDT 2015: kehamilan ditanyakan pada perempuan kawin 10–49 tahun", False)
SCHOOL = Source(Ground.JUDGEMENT, "Umur paling muda untuk menamatkan jenjangnya, dengan kelonggaran")
YOUNGEST = {
    "primary": 10,
    "junior_secondary": 13,
    "senior_secondary": 16,
    "short_diploma": 17,
    "bachelor": 19,
    "postgraduate": 21,
}
TOO_YOUNG = " OR ".join(f"(diploma = '{diploma}' AND years < {age})" for diploma, age in YOUNGEST.items())
RULES = (
    Rule(
        "QUALITY-160",
        Level.PERSON,
        Severity.ERROR,
        "pregnancy",
        "sex = 'male'",
        FORM,
        "QUALITY-614",
        bad=({"sex": "male", "pregnancy": "yes"},),
        good=({"sex": "female", "pregnancy": "yes"}, {"sex": "male", "pregnancy": "no"}, {"sex": "male"}),
        applies="pregnancy = 'yes' AND sex IN ('male', 'female')",
    ),
    Rule(
        "QUALITY-161",
        Level.PERSON,
        Severity.WARNING,
        "pregnancy",
        "years < 10 OR years > 55",
        FORM,
        "QUALITY-614",
        bad=(
            aged(9, "child", sex="female", pregnancy="yes"),
            aged(56, "head", sex="female", pregnancy="yes"),
            aged(71, "head", sex="female", pregnancy="yes"),
        ),
        good=(
            aged(10, "child", sex="female", pregnancy="yes"),
            aged(14, "child", sex="female", pregnancy="yes"),
            aged(47, "head", sex="female", pregnancy="yes"),
            aged(55, "head", sex="female", pregnancy="yes"),
            aged(71, "head", sex="female", pregnancy="no"),
        ),
        applies="pregnancy = 'yes' AND years IS NOT NULL",
    ),
    Rule(
        "QUALITY-165",
        Level.PERSON,
        Severity.WARNING,
        "school_participation",
        "years < 3 OR years > 40",
        SCHOOL,
        "QUALITY-615",
        bad=(
            aged(2, "child", school_participation="attending"),
            aged(41, "head", school_participation="attending"),
            aged(63, "head", school_participation="attending"),
        ),
        good=(
            aged(3, "child", school_participation="attending"),
            aged(23, "child", school_participation="attending"),
            aged(34, "head", school_participation="attending"),
            aged(40, "head", school_participation="attending"),
            aged(63, "head", school_participation="left"),
        ),
        applies="school_participation = 'attending' AND years IS NOT NULL",
    ),
    Rule(
        "QUALITY-166",
        Level.PERSON,
        Severity.WARNING,
        "diploma",
        f"diploma IN ({literals(YOUNGEST)})",
        SCHOOL,
        "QUALITY-615",
        bad=({"school_participation": "never", "diploma": "senior_secondary"},),
        good=(
            {"school_participation": "never", "diploma": "none"},
            {"school_participation": "never", "diploma": None},
            {"school_participation": "left", "diploma": "primary"},
        ),
        applies="school_participation = 'never'",
    ),
    Rule(
        "QUALITY-167",
        Level.PERSON,
        Severity.WARNING,
        "diploma",
        TOO_YOUNG,
        SCHOOL,
        "QUALITY-615",
        bad=(
            aged(9, "child", diploma="primary"),
            aged(12, "child", diploma="junior_secondary"),
            aged(15, "child", diploma="senior_secondary"),
            aged(16, "child", diploma="short_diploma"),
            aged(18, "child", diploma="bachelor"),
            aged(20, "child", diploma="postgraduate"),
        ),
        good=(
            aged(10, "child", diploma="primary"),
            aged(13, "child", diploma="junior_secondary"),
            aged(16, "child", diploma="senior_secondary"),  # two classes skipped
            aged(17, "child", diploma="short_diploma"),
            aged(19, "child", diploma="bachelor"),
            aged(21, "child", diploma="postgraduate"),
            aged(8, "child", diploma="none"),
        ),
        applies="diploma IS NOT NULL AND years IS NOT NULL",
    ),
    Rule(
        "QUALITY-168",
        Level.PERSON,
        Severity.WARNING,
        "works",
        "years < 10",
        Source(Ground.LAW, "UU 13/2003 pasal 68–69: anak di bawah 13 tahun tidak boleh dipekerjakan", False),
        "QUALITY-615",
        bad=(aged(6, "child", works="yes"), aged(9, "child", works="yes")),
        good=(aged(6, "child", works="no"), aged(10, "child", works="yes"), aged(80, "head", works="yes")),
        applies="works = 'yes' AND years IS NOT NULL",
    ),
    Rule(
        "QUALITY-169",
        Level.PERSON,
        Severity.WARNING,
        "job_status",
        "job_status = 'public_employee'",
        Source(Ground.PRACTICE, "Verifikasi SIKS-NG: ASN, TNI, Polri, dan pegawai BUMN dikeluarkan dari daftar", False),
        "QUALITY-616",
        bad=({"job_status": "public_employee"},),
        good=({"job_status": "employee"}, {"job_status": "casual_farm"}, {"job_status": None}),
        applies="job_status IS NOT NULL",
    ),
    Rule(
        "QUALITY-170",
        Level.PERSON,
        Severity.WARNING,
        "answers",
        "has_unknown_answer",
        Source(Ground.PRACTICE, "Kode yang tidak ada di kuesionernya tidak dapat dinilai"),
        "QUALITY-617",
        bad=({"marital_status": "?9"}, {"education": "?77"}, {"sex": "?X"}),
        good=({"marital_status": "married"}, {"marital_status": None}),
    ),
)
