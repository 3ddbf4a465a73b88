"""What is written about people and what they did."""

from ngopeni.accounts.actions.grants import end_grant, give_grant, record_pact, shorten_grant, withdraw_pact
from ngopeni.accounts.actions.invitations import (
    accept,
    find_invitation,
    invite,
    invite_to_new_password,
    renew,
    withdraw,
)
from ngopeni.accounts.actions.keys import give_demonstration_keys, note_new_keys, vouch
from ngopeni.accounts.actions.log import check_log, record
from ngopeni.accounts.actions.log_faults import acknowledge_faults
from ngopeni.accounts.actions.people import add_user, close_account, forget_device, reopen_account, set_password
from ngopeni.accounts.actions.reveal import LIMITS, reveal, reveals_left

__all__ = [
    "LIMITS",
    "accept",
    "acknowledge_faults",
    "add_user",
    "check_log",
    "close_account",
    "end_grant",
    "find_invitation",
    "forget_device",
    "give_demonstration_keys",
    "give_grant",
    "invite",
    "invite_to_new_password",
    "note_new_keys",
    "record",
    "record_pact",
    "renew",
    "reopen_account",
    "reveal",
    "reveals_left",
    "set_password",
    "shorten_grant",
    "vouch",
    "withdraw",
    "withdraw_pact",
]
