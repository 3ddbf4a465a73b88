"""A small approved wave: an agency and a partner in two desa, an agency in a third village, and their people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ngopeni.accounts.models import Grant, User
from ngopeni.accounts.tests.invented import add_person
from ngopeni.areas.area import Village
from ngopeni.areas.register import load_areas
from ngopeni.assignment import actions
from ngopeni.assignment.models import Assignment, Decree, Wave
from ngopeni.conftest import PASSWORD, REGENCY
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners import actions as partners
from ngopeni.partners.models import Institution
from ngopeni.zones.models import ZoneVersion

DISTRICTS = {each.district_code: each.district_name for each in load_areas(REGENCY).districts}
YEAR = dt.timedelta(days=365)


@dataclass
class Small:
    """A wave with everything that decrees need.

    Parameters
    ----------
    workspace : Workspace
    wave : Wave
        Approved; the social agency leads in the first two villages, the health agency in the third.
    villages : list of Village
    social, health, campus : Institution
        The campus joins in the first village.
    people : dict of str to User
    """

    workspace: Workspace
    wave: Wave
    villages: list[Village]
    social: Institution
    health: Institution
    campus: Institution
    people: dict[str, User]

    @property
    def analyst(self) -> User:
        return self.people["analis"]

    @property
    def legal(self) -> User:
        """As the next request would find the person: what was known of their grants is forgotten."""
        return User.objects.get(pk=self.people["hukum"].pk)

    def signing(self, number: str = "400/1/2026", **changes) -> actions.Signing:
        told = {"number": number, "signed_on": timezone.localdate(), "signed_by": "Wiratama Adiguna"}
        told |= {"laws_checked": True, **changes}
        return actions.Signing(**told)

    def signed(self, decree: Decree, number: str) -> Decree:
        actions.submit(decree=decree, workspace=self.workspace, by=self.analyst)
        signing = self.signing(number)
        return actions.sign(decree=decree, workspace=self.workspace, signing=signing, by=self.legal)

    def in_force(self, decree: Decree, number: str) -> Decree:
        self.signed(decree, number)
        actions.put_in_force(decree=decree, by=self.legal)
        return Decree.objects.get(pk=decree.pk)

    def regents(self, number: str = "400/1/2026") -> Decree:
        """The regent's decree, in force."""
        return self.in_force(actions.draft_regent_decree(wave=self.wave, by=self.analyst), number)

    def draft(self, *users: User | None, institution: Institution | None = None) -> Decree:
        """An agency's draft with these on the team."""
        today = timezone.localdate()
        decree = actions.draft_agency_decree(
            wave=self.wave,
            institution=institution or self.social,
            starts_on=today,
            ends_on=today + YEAR,
            by=self.analyst,
        )
        for place, user in enumerate(users):
            self.name(decree, f"Anggota Rekaan {place}", user)
        return decree

    def name(self, decree: Decree, name: str, user: User | None = None):
        told = {"name": name, "position": "Pekerja Sosial", "role": "Anggota"}
        return actions.name_member(decree=decree, user=user, by=self.analyst, **told)

    def team(self, *users: User | None, number: str = "400/2/2026") -> Decree:
        """An agency's decree in force, under the regent's."""
        if not Decree.objects.filter(institution=None).exists():
            self.regents()
        return self.in_force(self.draft(*users), number)

    def codes(self, count: int = 2) -> list[str]:
        return [each.village_code for each in self.villages[:count]]


def member_of(username: str, *, pact: bool = True) -> User:
    """A member of a team who has everything but a grant."""
    village = load_areas(REGENCY).villages[0].village_code
    person = add_person(username, "agency_member", village_code=village, password=PASSWORD)
    Grant.objects.filter(user=person).delete()
    if not pact:
        person.pacts.all().delete()
    return User.objects.get(pk=person.pk)


def make_small(workspace: Workspace, people: dict[str, User]) -> Small:
    """The wave itself, in any workspace."""
    today = timezone.localdate()
    villages = [each for each in load_areas(REGENCY).villages if each.village_type == "desa"][:3]

    def institution(name: str, kind: str = "agency", head: str = "") -> Institution:
        made = partners.add_institution(values={"name": name, "kind": kind}, regency_code=REGENCY, by=people["analis"])
        if head:
            partners.set_head(institution=made, head=people[head], by=people["analis"])
        return Institution.objects.get(pk=made.pk)

    version = ZoneVersion.objects.create(
        number=900,
        rule_code="uji",
        rule_fields={},
        as_of=dt.date(2024, 12, 31),
        edition="uji",
        state=ZoneVersion.State.APPROVED,
        made_by=people["analis"],
        decided_by=people["ketua"],
        decided_at=timezone.now(),
    )
    wave = Wave.objects.create(
        number=1,
        zone_version=version,
        starts_on=today,
        ends_on=today + 3 * YEAR,
        state=Wave.State.APPROVED,
        opened_by=people["analis"],
    )
    small = Small(
        workspace,
        wave,
        villages,
        institution("Dinas Sosial", head="kadin"),
        institution("Dinas Kesehatan"),
        institution("Universitas Rekaan", "university", head="mitra"),
        people,
    )
    for village, led_by in zip(villages, (small.social, small.social, small.health), strict=True):
        assign(wave, village, led_by)
    assign(wave, villages[0], small.campus, role="join")
    return small


def assign(wave: Wave, village: Village, institution: Institution, role: str = "lead") -> Assignment:
    """A pair of the wave."""
    return Assignment.objects.create(
        wave=wave,
        village_code=village.village_code,
        village_name=village.village_name,
        village_type=village.village_type,
        district_name=DISTRICTS[village.district_code],
        institution=institution,
        institution_name=institution.name,
        kind=institution.kind,
        role=role,
        points=1,
        starts_on=wave.starts_on,
        ends_on=wave.ends_on,
    )
