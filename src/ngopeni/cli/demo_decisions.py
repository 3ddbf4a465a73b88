"""What people of the demonstration have decided: zones, pairs, teams, decrees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ngopeni.kernel.workspace import Workspace

if TYPE_CHECKING:
    from ngopeni.accounts.models import User
    from ngopeni.assignment.models import Decree

# Those of the invented team who have no account yet, by what they are on it.
TEAM = (("Sutaji (peragaan)", "Kepala Bidang", "Ketua"), ("Wiji (peragaan)", "Kepala Seksi", "Sekretaris"))
# Pairs of the sample that two people have judged, and who of them is unsure about each so many-th.
JUDGED = 24
REVIEWERS = {"analis": 11, "dinsos": 7}
REASON = "Disepakati dalam rapat TKPK (peragaan)."


def decide(workspace: Workspace, dates: tuple[dt.date, ...]) -> None:
    """Approve zones for the first date, leave a draft for the last; judge pairs; match; put two decrees in force."""
    from ngopeni.jobs.models import Job
    from ngopeni.linkage.models import Judgement
    from ngopeni.zones.models import ZoneVersion

    if not ZoneVersion.objects.exists():
        _decide_zones(workspace, dates)
    if not Judgement.objects.exists():
        _judge_pairs(workspace)
    if _is_blank():
        _assist(workspace, dates[0])
    # The demonstration builds by itself; nobody needs to wait for the queue.
    Job.objects.filter(state=Job.State.QUEUED).delete()


def _decide_zones(workspace: Workspace, dates: tuple[dt.date, ...]) -> None:
    """By the shipped default rule."""
    from django.db import transaction

    from ngopeni.accounts.models import User
    from ngopeni.kernel.snapshot import snapshot_at
    from ngopeni.zones import actions
    from ngopeni.zones.rule_file import shipped_rules

    analyst, head = User.objects.get(username="analis"), User.objects.get(username="ketua")
    rule = shipped_rules()[0]
    with transaction.atomic():
        for as_of in (dates[0], dates[-1]):
            shot = snapshot_at(workspace, as_of)
            version = actions.draft_version(
                rule=rule, folder=shot.folder, as_of=as_of, edition=shot.edition, by=analyst
            )
            if as_of == dates[0]:
                actions.approve(workspace=workspace, version=version, reason=REASON, by=head)


def _judge_pairs(workspace: Workspace) -> None:
    """Two people look at the same pairs of the newest date, as the weights do, and are unsure now and then."""
    from django.db import transaction

    from ngopeni.accounts.actions import give_demonstration_keys
    from ngopeni.accounts.models import User
    from ngopeni.kernel.snapshot import snapshot_at
    from ngopeni.linkage.actions import judge
    from ngopeni.linkage.model import shipped
    from ngopeni.linkage.worklist import worklist

    shot, threshold = snapshot_at(workspace), shipped().threshold
    sample = worklist(shot, workspace.key("pairs")).sample[:JUDGED]
    with transaction.atomic():
        for username, every in REVIEWERS.items():
            person = User.objects.get(username=username)
            give_demonstration_keys(person)
            for place, pair in enumerate(sample, start=1):
                seen = "same" if pair.row["match_weight"] >= threshold else "different"
                judge(pair=pair, verdict="unsure" if place % every == 0 else seen, as_of=shot.as_of, by=person)


def _is_blank() -> bool:
    from ngopeni.assignment.models import Wave

    return not Wave.objects.exists()


def _assist(workspace: Workspace, as_of: dt.date) -> None:
    """One wave of a year, approved, with the regent's decree and that of the agency whose head may enter."""
    from django.db import transaction

    from ngopeni.accounts.models import User
    from ngopeni.assignment import actions
    from ngopeni.assignment.matching.criteria import shipped_criteria
    from ngopeni.kernel.snapshot import snapshot_at
    from ngopeni.zones.actions import approved_version

    people = {each.username: each for each in User.objects.all()}
    version, first = approved_version(), dt.date.today().replace(day=1)
    assert version is not None, "the demonstration has approved zones"
    with transaction.atomic():
        wave = actions.open_wave(
            version=version,
            snapshot=snapshot_at(workspace, as_of),
            starts_on=first,
            ends_on=first.replace(year=first.year + 1) - dt.timedelta(days=1),
            by=people["analis"],
        )
        proposal = actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])
        text = "Kantor kecamatan tetap membantu desa di kecamatannya, siapa pun yang memimpin (peragaan)."
        actions.say(wave=wave, text=text, by=people["camat"], proposal_number=proposal.number)
        wave = actions.approve_proposal(proposal=proposal, reason=REASON, by=people["ketua"])
        _issue(workspace, actions.draft_regent_decree(wave=wave, by=people["analis"]), 1, people)
        agency = people["kadin"].led_institutions.get()
        decree = actions.draft_agency_decree(
            wave=wave, institution=agency, starts_on=wave.starts_on, ends_on=wave.ends_on, by=people["analis"]
        )
        for name, position, role in TEAM:
            actions.name_member(decree=decree, name=name, position=position, role=role, by=people["kadin"])
        member = people["anggota"]
        actions.name_member(
            decree=decree, name=member.full_name, position="Staf", role="Anggota", by=people["kadin"], user=member
        )
        _issue(workspace, decree, 2, people)


def _issue(workspace: Workspace, decree: Decree, place: int, people: dict[str, User]) -> None:
    """Review, number, sign, put in force."""
    from ngopeni.assignment import actions
    from ngopeni.assignment.actions.decree_steps import Signing

    today = dt.date.today()
    actions.submit(decree=decree, workspace=workspace, by=people["hukum"])
    number = f"400/{place}/{today.year} (peragaan)"
    signing = Signing(number=number, signed_on=today, signed_by="Peragaan", laws_checked=True)
    actions.sign(decree=decree, workspace=workspace, signing=signing, by=people["hukum"])
    actions.put_in_force(decree=decree, by=people["hukum"])
