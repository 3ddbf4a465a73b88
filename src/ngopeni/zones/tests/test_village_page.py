"""A village's page alone tells its colour: its figures, its limits, its badge agree to the last digit."""

from __future__ import annotations

import html
import re
from fractions import Fraction

import pytest

from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.zones import actions
from ngopeni.zones.rule import Direction, Method, Normalisation, RuleInput, Within
from ngopeni.zones.tests.cases import a_part, a_rule
from ngopeni.zones.tests.printed import NUMBER, WORDS, final_colour, read, read_verdict
from ngopeni.zones.tests.twin import half_up

RISK_CODE = "indicator:Indeks risiko kemiskinan (simulasi)"
LOW, HIGH = Direction.LOW_IS_WORSE, Direction.HIGH_IS_WORSE
KELURAHAN = a_part(Method.THRESHOLD, 55, 40, RISK_CODE, direction=HIGH, village_types=("kelurahan",))
MIXED = (RuleInput("idm_score", LOW, 2), RuleInput(RISK_CODE, HIGH, 1))
EVERYBODY = ("desa", "kelurahan")


def text_of(fragment: str) -> str:
    """What a reader sees of a piece of page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", fragment)).split())


def one(pattern: str, page: str) -> str:
    """The text of the one piece of the page that the pattern finds."""
    (found,) = re.findall(pattern, page, re.DOTALL)
    return text_of(found)


def rows_of(page: str) -> list[list[str]]:
    """The cells of the table of reasons."""
    table = re.search(r'<table class="reasons">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL) if table else []
    return [[text_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def scaled(cells: list[str]) -> dict[Normalisation, Fraction]:
    """What each scale makes of the printed value, rank and ends; z needs more than is printed."""
    value, (rank, count) = read(cells[1]), (read(text) for text in cells[2].split("/"))
    low, high = (read(text) for text in re.fullmatch(f"({NUMBER})–({NUMBER})", cells[6]).groups())
    from_best = value - low if "tinggi berarti buruk" in cells[0] else high - value
    return {
        Normalisation.MINMAX: half_up(100 * from_best / (high - low)),
        Normalisation.RANK: half_up(100 * (count - rank) / (count - 1)),
    }


def reckon(page: str, how: Normalisation) -> Fraction:
    """The score from the figures on the page."""
    rows = rows_of(page)
    if how is Normalisation.NONE:
        ((_, value, *_),) = rows
        return read(value)
    *figures, total = rows
    for cells in figures:
        if how is not Normalisation.ZSCORE:
            assert read(cells[3]) == scaled(cells)[how], cells
        assert read(cells[5]) == half_up(read(cells[3]) * read(cells[4])), cells
    assert read(total[1]) == sum(read(cells[5]) for cells in figures)
    return read(total[1])


def publish(workspace, rebuild, people, rule, corrected: str = ""):
    """Approve the rule's zones and build; one village may be corrected first."""
    shot = snapshot_at(workspace)

    def draft():
        return actions.draft_version(
            rule=rule, folder=shot.folder, as_of=shot.as_of, edition=shot.edition, by=people["analis"]
        )

    if corrected:
        objection = actions.raise_objection(
            version=draft(), village_code=corrected, text="Angka kami keliru: 1,5 <b>", by=people["operator"]
        )
        actions.answer_objection(
            objection=objection,
            is_accepted=True,
            answer="Zona merah: bukan 9,9. <b>Benar</b>.",
            corrected_zone="yellow",
            by=people["analis"],
        )
    actions.approve(workspace=workspace, version=draft(), reason="Disepakati rapat.", by=people["ketua"])
    return rebuild()


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        (
            a_rule(
                a_part(
                    Method.QUANTILE, 20, 30, inputs=MIXED, normalisation=Normalisation.MINMAX, within=Within.DISTRICT
                ),
                KELURAHAN,
            ),
            1,
        ),
        (a_rule(a_part(Method.THRESHOLD, 0.6, 0.7)), 9),
        (a_rule(a_part(Method.TOP_N, 20, 30, RISK_CODE, direction=HIGH, village_types=EVERYBODY)), 9),
        (a_rule(a_part(Method.TOP_N, 20, 30, inputs=MIXED, normalisation=Normalisation.RANK)), 9),
        (a_rule(a_part(Method.THRESHOLD, 1, 0.2, inputs=MIXED, normalisation=Normalisation.ZSCORE)), 9),
    ],
    ids=["mixed, all villages", "threshold", "both types together", "rank", "z"],
)
def test_each_villages_badge_follows_from_its_page(published, rebuild, people, client_as, rule, every):
    corrected = snapshot_at(published).table("village")[0]["village_code"]
    snapshot = publish(published, rebuild, people, rule, corrected)
    villages = snapshot.index("village", "village_code")
    # Ordered from worst to best, so that every colour is among every so many.
    order = sorted(snapshot.table("zone"), key=lambda row: (row["score_rank"] is None, row["score_rank"] or 0))
    client = client_as("bupati")
    seen = set()
    for row in order[::every]:
        village = villages[row["village_code"]]
        page = client.get(f"/desa/{village['village_code']}/").content.decode()
        verdict = one(r'<p class="lead">(.*?)</p>', page)
        badge = one(r'<p class="zone-large">(.*?)</p>', page).split(" ", 1)[1].lower()
        found = read_verdict(verdict)
        assert final_colour(verdict) == WORDS[badge], verdict
        assert found.said == found.colour
        if found.score is not None:
            part = rule.parts[rule.part_of(village["village_type"])]
            assert reckon(page, part.normalisation) == found.score
        seen.add(WORDS[badge])
    assert {"red", "yellow", "green"} <= seen
    page = client.get(f"/desa/{corrected}/").content.decode()
    assert one(r'<p class="lead">(.*?)</p>', page).endswith("Zona merah: bukan 9,9. <b>Benar</b>.")
    assert "<b>Benar</b>" not in page


def test_before_an_approval_a_page_says_that_nothing_is_decided(published, client_as):
    page = client_as("bupati").get("/desa/33.19.01.2002/").content.decode()
    assert one(r'<p class="lead">(.*?)</p>', page) == "Belum ada zona yang ditetapkan untuk tanggal ini."
    assert "Belum dapat dinilai" in one(r'<p class="zone-large">(.*?)</p>', page)
    assert rows_of(page) == []
