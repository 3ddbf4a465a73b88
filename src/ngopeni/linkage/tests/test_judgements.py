"""What somebody says of a pair: kept, applied by the next build, taken back, and never burnt in."""

from __future__ import annotations

import pytest

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.cli.batch import build_now, export_decisions
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import Snapshot, snapshot_at, snapshot_dates
from ngopeni.linkage.actions import judge, judgement_rows, withdraw_judgement
from ngopeni.linkage.models import Judgement
from ngopeni.linkage.worklist import Pair


@pytest.fixture
def pair(pairs) -> Pair:
    return pairs.pairs[0]


@pytest.fixture
def say(people, uncertain):
    """Judges as somebody."""

    def run(pair: Pair, verdict: str, username: str = "analis", **told) -> Judgement:
        return judge(pair=pair, verdict=verdict, as_of=uncertain.as_of, by=people[username], **told)

    return run


def test_a_judgement_keeps_both_rows_as_they_were_and_its_name_and_time(pair, say):
    made = say(pair, "same", seconds=12.4)
    assert made.sides == pair.sides
    assert (made.verdict, made.by.username, made.seconds, made.withdrawn_at) == ("same", "analis", 12, None)
    event = AuditEvent.objects.get(action="linkage.judge")
    assert (event.actor, event.subject, event.details["verdict"]) == ("analis", f"judgement:{made.pk}", "same")
    told = f"{event.subject} {event.details}"
    assert not any(part in told for side in pair.sides for part in side)


def test_the_time_of_somebody_who_was_away_is_not_kept(pair, say):
    assert say(pair, "same", seconds=3600).seconds is None
    assert say(pair, "same", seconds=-1).seconds is None


def test_who_judges_again_closes_the_own_word_of_before_and_nothing_is_deleted(pair, say):
    first, second = say(pair, "same"), say(pair, "different")
    first.refresh_from_db()
    assert first.withdrawn_at == second.at
    assert Judgement.objects.count() == 2
    assert [row["verdict"] for row in judgement_rows()] == ["different"]


@pytest.mark.parametrize("verdict", ["", "maybe"])
def test_another_verdict_is_refused(pair, say, verdict):
    with pytest.raises(UserError) as refused:
        say(pair, verdict)
    assert refused.value.code == "LINKAGE-011"


def test_taken_back_it_is_no_longer_handed_on_and_cannot_be_taken_back_twice(pair, say, people):
    made = say(pair, "same")
    withdraw_judgement(judgement=made, by=people["dinsos"])
    assert judgement_rows() == []
    made.refresh_from_db()
    assert made.withdrawn_by == people["dinsos"]
    event = AuditEvent.objects.get(action="linkage.withdraw_judgement")
    assert (event.actor, event.details["reviewer"]) == ("dinsos", "analis")
    with pytest.raises(UserError) as refused:
        withdraw_judgement(judgement=made, by=people["dinsos"])
    assert refused.value.code == "LINKAGE-012"


def test_words_at_odds_are_not_applied_and_somebody_unsure_contradicts_nobody(pair, say):
    say(pair, "same")
    assert len(judgement_rows()) == 1
    say(pair, "unsure", "dinsos")
    assert len(judgement_rows()) == 1
    say(pair, "different", "dinsos")
    assert judgement_rows() == []
    say(pair, "same", "dinsos")
    assert [row["decided_by"] for row in judgement_rows()] == ["dinsos"]


def test_nobody_judges_without_the_right_the_pact_and_both_villages(pair, pairs, say, people):
    with pytest.raises(UserError):
        say(pair, "same", "operator")
    across = next(each for each in pairs.pairs if each.villages[0] != each.villages[1])
    Grant.objects.filter(user=people["analis"]).update(scope_code=across.villages[0])
    people["analis"].__dict__.pop("standing", None)
    with pytest.raises(UserError):
        say(across, "same")
    IntegrityPact.objects.filter(user=people["dinsos"]).delete()
    people["dinsos"].__dict__.pop("standing", None)
    with pytest.raises(UserError):
        say(pair, "same", "dinsos")
    assert not Judgement.objects.exists()


def test_decisions_of_the_batch_hold_the_judgements(pair, say):
    say(pair, "same")
    assert export_decisions()["match_judgement"] == judgement_rows()


def persons(snapshot: Snapshot) -> dict[str, str]:
    return {row["record_key"]: row["person_key"] for row in snapshot.query("SELECT * FROM person_link", "person_link")}


def counts(snapshot: Snapshot) -> tuple[int, int, int]:
    sql = "SELECT SUM(row_count) AS r, SUM(person_count) AS p, SUM(double_count) AS d FROM village_person"
    return tuple(snapshot.query(sql, "village_person")[0].values())


def linked_pair(workspace) -> tuple[Snapshot, Pair]:
    """Two rows of one village at the first date that the weights hold for one person."""
    snapshot = snapshot_at(workspace, snapshot_dates(workspace)[0])
    alone = "SELECT person_key FROM person_link GROUP BY person_key HAVING COUNT(*) = 2"
    rows = snapshot.query(
        "SELECT match_pair.* FROM match_pair JOIN person_link ON person_link.record_key = record_key_l "
        f"WHERE decision = 'linked' AND NOT is_former AND village_code_l = village_code_r AND person_key IN ({alone}) "
        "ORDER BY record_key_l",
        "match_pair",
        "person_link",
    )
    return snapshot, Pair("", rows[0])


def test_different_splits_a_person_in_the_next_edition_and_undone_the_old_counts_are_back(peopled, people):
    before, edition = linked_pair(peopled)[0], current_edition(peopled)
    pair = linked_pair(peopled)[1]
    rows, people_count, doubles = counts(before)
    keys = persons(before)
    (one, _), (other, _) = pair.sides
    assert keys[one] == keys[other]
    made = judge(pair=pair, verdict="different", as_of=before.as_of, by=people["analis"])
    build_now(peopled, silent)
    after = snapshot_at(peopled, before.as_of)
    assert after.edition != edition
    told = persons(after)
    assert told[one] != told[other]
    assert counts(after) == (rows, people_count + 1, doubles - 1)
    # Everybody else is who they were.
    assert {key: told[key] for key in told if key not in {one, other}} == {
        key: keys[key] for key in keys if key not in {one, other}
    }
    shown = after.query("SELECT verdict FROM match_pair WHERE verdict IS NOT NULL", "match_pair")
    assert [row["verdict"] for row in shown] == ["different"]
    withdraw_judgement(judgement=made, by=people["analis"])
    build_now(peopled, silent)
    again = snapshot_at(peopled, before.as_of)
    assert (again.edition, counts(again), persons(again)) == (edition, (rows, people_count, doubles), keys)


def test_same_makes_one_person_of_two_rows_and_undone_they_are_two_again(peopled, people):
    snapshot = snapshot_at(peopled, snapshot_dates(peopled)[0])
    rows = snapshot.query(
        "SELECT * FROM person_link WHERE person_key IN (SELECT person_key FROM person_link GROUP BY person_key "
        "HAVING COUNT(*) = 1) ORDER BY village_code, record_key LIMIT 2",
        "person_link",
    )
    sides = {f"{name}_{side}": row[name] for side, row in zip("lr", rows, strict=True) for name in row}
    assert sides["village_code_l"] == sides["village_code_r"]
    before = counts(snapshot)
    made = judge(pair=Pair("", sides), verdict="same", as_of=snapshot.as_of, by=people["analis"])
    build_now(peopled, silent)
    after = snapshot_at(peopled, snapshot.as_of)
    told = persons(after)
    assert told[rows[0]["record_key"]] == told[rows[1]["record_key"]]
    assert counts(after) == (before[0], before[1] - 1, before[2] + 1)
    withdraw_judgement(judgement=made, by=people["analis"])
    build_now(peopled, silent)
    assert counts(snapshot_at(peopled, snapshot.as_of)) == before


def test_somebody_unsure_hands_nothing_on_alone_or_after_another_word(pair, say):
    say(pair, "unsure")
    assert judgement_rows() == []
    say(pair, "same")
    assert len(judgement_rows()) == 1
    say(pair, "unsure")
    assert judgement_rows() == []
