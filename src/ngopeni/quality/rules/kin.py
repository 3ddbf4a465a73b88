"""Ages and marriages of people of one household against each other."""

from __future__ import annotations

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

BORN = Source(Ground.JUDGEMENT, "Umur dua generasi dibandingkan; anak tiri dan orang tua muda tetap mungkin")
MARRIAGE = Source(Ground.LAW, "UU 1/1974 jo. UU 16/2019 pasal 7: kawin paling muda 19 tahun, kecuali dispensasi", False)
ONE_HEAD = "head_count = 1 AND head_years IS NOT NULL AND years IS NOT NULL"


def aged(age: int | None, relation: str, **told: object) -> dict[str, object]:
    """Somebody of an age."""
    return {"age": age, "birth_date": None, "nik": None, "relation": relation, **told}


HEAD = aged(40, "head")
RULES = (
    Rule(
        "QUALITY-150",
        Level.PERSON,
        Severity.WARNING,
        "relation",
        "years >= head_years",
        BORN,
        "QUALITY-612",
        bad=((aged(45, "child"), HEAD), (aged(40, "child"), HEAD), (aged(60, "grandchild"), aged(52, "head"))),
        good=((aged(22, "child"), HEAD), (aged(45, "other"), HEAD), (aged(45, "child"), aged(None, "head"))),
        applies=f"relation IN ('child', 'grandchild') AND {ONE_HEAD}",
        base="QUALITY-725",
        other="head_key",
    ),
    Rule(
        "QUALITY-151",
        Level.PERSON,
        Severity.WARNING,
        "relation",
        "head_years - years BETWEEN 1 AND 9",
        BORN,
        "QUALITY-612",
        bad=((aged(39, "child"), HEAD), (aged(31, "child"), HEAD)),
        good=(
            (aged(30, "child"), HEAD),  # a step-father ten years older
            (aged(2, "child"), aged(17, "head", marital_status="married")),
            (aged(38, "other"), HEAD),
            (aged(38, "child_in_law", marital_status="married"), HEAD),
        ),
        others=((aged(40, "child"), HEAD),),
        applies=f"relation = 'child' AND {ONE_HEAD}",
        base="QUALITY-726",
        other="head_key",
    ),
    Rule(
        "QUALITY-152",
        Level.PERSON,
        Severity.WARNING,
        "relation",
        "years < head_years + 10",
        BORN,
        "QUALITY-612",
        bad=((aged(49, "parent"), HEAD), (aged(12, "parent"), HEAD)),
        good=(
            (aged(50, "parent"), HEAD),  # a step-mother or mother-in-law
            (aged(100, "parent", sex="female"), aged(72, "head")),
        ),
        applies=f"relation = 'parent' AND {ONE_HEAD}",
        base="QUALITY-727",
        other="head_key",
    ),
    Rule(
        "QUALITY-153",
        Level.PERSON,
        Severity.WARNING,
        "relation",
        "years < head_years AND years > head_years - 20",
        BORN,
        "QUALITY-612",
        bad=((aged(21, "grandchild"), HEAD), (aged(39, "grandchild"), HEAD)),
        good=(
            (aged(3, "grandchild"), HEAD),
            (aged(20, "grandchild"), HEAD),
            (aged(20, "grandchild"), aged(65, "head")),
        ),
        others=((aged(40, "grandchild"), HEAD),),
        applies=f"relation = 'grandchild' AND {ONE_HEAD}",
        base="QUALITY-728",
        other="head_key",
    ),
    Rule(
        "QUALITY-154",
        Level.PERSON,
        Severity.WARNING,
        "relation",
        "years < 15",
        Source(Ground.JUDGEMENT, "Kepala keluarga anak-anak jarang; bila benar, anak itu perlu perlindungan"),
        "QUALITY-612",
        bad=(aged(14, "head"), aged(3, "head")),
        good=(aged(18, "head"), aged(15, "head"), aged(14, "child")),
        applies="relation = 'head' AND years IS NOT NULL",
        base="QUALITY-729",
        is_about_child=True,
    ),
    Rule(
        "QUALITY-155",
        Level.PERSON,
        Severity.ERROR,
        "marital_status",
        "years < 10",
        MARRIAGE,
        "QUALITY-613",
        bad=(
            aged(9, "child", marital_status="married"),
            aged(4, "spouse", marital_status="widowed"),
            aged(9, "child", marital_status="divorced"),
        ),
        good=(aged(7, "child", marital_status="single"), aged(10, "spouse", marital_status="married")),
        applies="marital_status IN ('married', 'divorced', 'widowed') AND years IS NOT NULL",
        base="QUALITY-730",
        is_about_child=True,
    ),
    Rule(
        "QUALITY-156",
        Level.PERSON,
        Severity.WARNING,
        "marital_status",
        "years BETWEEN 10 AND 14",
        MARRIAGE,
        "QUALITY-613",
        bad=(
            aged(14, "spouse", marital_status="married"),
            aged(10, "child", marital_status="divorced"),
            aged(10, "child", marital_status="widowed"),
        ),
        good=(aged(15, "spouse", marital_status="married"), aged(14, "child", marital_status="single")),
        others=(aged(9, "child", marital_status="married"),),
        applies="marital_status IN ('married', 'divorced', 'widowed') AND years IS NOT NULL",
        base="QUALITY-730",
        is_about_child=True,
    ),
    Rule(
        "QUALITY-157",
        Level.PERSON,
        Severity.NOTE,
        "marital_status",
        "years BETWEEN 15 AND 18",
        MARRIAGE,
        "QUALITY-613",
        bad=(
            aged(15, "spouse", marital_status="married", sex="female"),
            aged(18, "spouse", marital_status="married", sex="female"),
        ),
        good=(
            aged(19, "spouse", marital_status="married", sex="female"),
            aged(18, "head", marital_status="single"),
            aged(18, "head", marital_status="widowed"),
        ),
        others=(aged(14, "spouse", marital_status="married", sex="female"),),
        applies="marital_status = 'married' AND years IS NOT NULL",
        base="QUALITY-731",
        is_about_child=True,
    ),
    Rule(
        "QUALITY-158",
        Level.PERSON,
        Severity.ERROR,
        "sex",
        "sex = head_sex",
        Source(Ground.LAW, "UU 1/1974 pasal 1: suami dan istri ialah pria dan wanita", False),
        "QUALITY-614",
        bad=(({"relation": "spouse", "sex": "male"}, {"sex": "male"}),),
        good=(
            ({"relation": "spouse", "sex": "female"}, {"sex": "male"}),
            ({"relation": "spouse", "sex": "male"}, {"sex": "female"}),
            ({"relation": "spouse", "sex": "male"}, {"sex": None}),
            ({"relation": "child", "sex": "male"}, {"sex": "male"}),
        ),
        applies="relation = 'spouse' AND head_count = 1 AND sex IN ('male', 'female')",
        base="QUALITY-732",
        other="head_key",
    ),
    Rule(
        "QUALITY-159",
        Level.PERSON,
        Severity.WARNING,
        "marital_status",
        "marital_status = 'single'",
        Source(Ground.JUDGEMENT, "Hubungannya istri, suami, atau menantu, tetapi statusnya belum kawin"),
        "QUALITY-613",
        bad=(
            ({"relation": "spouse", "sex": "female", "marital_status": "single"}, {}),
            ({"relation": "child_in_law", "sex": "female", "marital_status": "single"}, {}),
        ),
        good=(
            ({"relation": "spouse", "sex": "female", "marital_status": "married"}, {}),
            ({"relation": "child_in_law", "sex": "female", "marital_status": "widowed"}, {}),
            {"relation": "head", "marital_status": "single"},
            ({"relation": "spouse", "sex": "female", "marital_status": None}, {}),
        ),
        applies="relation IN ('spouse', 'child_in_law') AND marital_status IS NOT NULL",
        base="QUALITY-733",
    ),
)
