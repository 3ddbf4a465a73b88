"""A wave to test on: invented institutions of an invented regency, and its red villages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ngopeni.areas.register import load_areas
from ngopeni.assignment import actions
from ngopeni.assignment.models import Wave
from ngopeni.conftest import REGENCY
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners.actions import bring_in
from ngopeni.simulation.demonstration_institutions import demonstration_institutions
from ngopeni.zones.actions import approve, draft_version
from ngopeni.zones.models import ZoneVersion
from ngopeni.zones.rule_file import shipped_rules

if TYPE_CHECKING:
    from ngopeni.accounts.models import User

PERIOD = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
RULE = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")


def approve_zones(workspace: Workspace, people: dict[str, User]) -> ZoneVersion:
    """Zones by the lowest IDM, approved."""
    shot = snapshot_at(workspace)
    version = draft_version(rule=RULE, folder=shot.folder, as_of=shot.as_of, edition=shot.edition, by=people["analis"])
    approve(workspace=workspace, version=version, reason="Untuk uji.", by=people["ketua"])
    return version


def bring_institutions() -> None:
    """The invented agencies and partners of the regency."""
    bring_in(rows=demonstration_institutions(load_areas(REGENCY), 1), year=PERIOD[0].year, by="perintah:demo")


def open_a_wave(workspace: Workspace, people: dict[str, User], **more: object) -> Wave:
    """A wave of the red villages."""
    version = ZoneVersion.objects.filter(state=ZoneVersion.State.APPROVED).first() or approve_zones(workspace, people)
    options = {"starts_on": PERIOD[0], "ends_on": PERIOD[1], **more}
    return actions.open_wave(version=version, snapshot=snapshot_at(workspace), by=people["analis"], **options)
