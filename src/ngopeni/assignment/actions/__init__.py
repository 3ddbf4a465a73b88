"""What people decide in this stage."""

from ngopeni.assignment.actions.approval import approve_proposal
from ngopeni.assignment.actions.decree_calendar import expire_due, reminders
from ngopeni.assignment.actions.decree_force import put_in_force
from ngopeni.assignment.actions.decree_laws import add_law, write_law
from ngopeni.assignment.actions.decree_settling import settle, why_not_settle
from ngopeni.assignment.actions.decree_steps import (
    Signing,
    discard_decree,
    return_to_draft,
    sign,
    submit,
    withdraw_decree,
)
from ngopeni.assignment.actions.decree_texts import write_text
from ngopeni.assignment.actions.decrees import amend_decree, draft_agency_decree, draft_regent_decree, revoke_decree
from ngopeni.assignment.actions.exported import assignment_rows, design_rows
from ngopeni.assignment.actions.handing_over import hand_over
from ngopeni.assignment.actions.histories import village_history, village_team_short
from ngopeni.assignment.actions.proposals import problem_of, propose
from ngopeni.assignment.actions.rulings import rule_pair, say, withdraw_ruling
from ngopeni.assignment.actions.team_members import change_member, drop_member, link_account, name_member
from ngopeni.assignment.actions.waves import cancel_wave, open_wave

__all__ = [
    "Signing",
    "add_law",
    "amend_decree",
    "approve_proposal",
    "assignment_rows",
    "cancel_wave",
    "change_member",
    "design_rows",
    "discard_decree",
    "draft_agency_decree",
    "draft_regent_decree",
    "drop_member",
    "expire_due",
    "hand_over",
    "link_account",
    "name_member",
    "open_wave",
    "problem_of",
    "propose",
    "put_in_force",
    "reminders",
    "return_to_draft",
    "revoke_decree",
    "rule_pair",
    "say",
    "settle",
    "sign",
    "submit",
    "village_history",
    "village_team_short",
    "why_not_settle",
    "withdraw_decree",
    "withdraw_ruling",
    "write_law",
    "write_text",
]
