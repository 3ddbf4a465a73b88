"""What a list says of each person: grants, pact, second factor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.models import Grant, IntegrityPact, User
from ngopeni.accounts.refusal import Keys
from ngopeni.accounts.rights import Permission

SOON = dt.timedelta(days=30)
# What somebody may look for in the list.
READY, SOON_OVER, CLOSED = "lengkap", "segera", "tutup"
NO_GRANT, NO_PACT, NO_CODE, WAITS = "tanpa-hak", "tanpa-pakta", "tanpa-kode", "belum-dipastikan"


@dataclass(frozen=True)
class Summary:
    """One person as lists show them.

    Parameters
    ----------
    user : User
    in_force : list of Grant
        Those that hold today.
    ends_on : date or None
        The last day on which any of them holds.
    pact : IntegrityPact or None
        The one in force.
    has_code : bool
        Whether a telephone is set up as second factor.
    states : list of str
        Everything that the list can be filtered by.
    """

    user: User
    in_force: list[Grant]
    ends_on: dt.date | None
    pact: IntegrityPact | None
    has_code: bool
    states: list[str]

    @property
    def words(self) -> list[str]:
        """The states in words."""
        return [state_words()[each] for each in self.states]


def state_words() -> dict[str, str]:
    """What can be said of a person's standing."""
    return {
        READY: _("lengkap"),
        SOON_OVER: _("hak segera berakhir"),
        NO_GRANT: _("tanpa hak yang berlaku"),
        NO_PACT: _("pakta belum ada"),
        NO_CODE: _("kode kedua belum dipasang"),
        WAITS: _("pemegang akun belum dipastikan"),
        CLOSED: _("akun ditutup"),
    }


def summaries(users: Iterable[User]) -> Iterator[Summary]:
    """Sum people up, with a fixed number of queries; give them with ``grants`` and ``pacts`` fetched."""
    today = timezone.localdate()
    coded = set(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True))
    for user in users:
        in_force = [grant for grant in user.grants.all() if grant.is_in_force(today)]
        ends_on = max((grant.ends_on for grant in in_force), default=None)
        pact = pact_in_force(user, today)
        has_code = user.pk in coded
        yield Summary(user, in_force, ends_on, pact, has_code, _states(user, ends_on, pact, has_code, today))


def pact_in_force(user: User, today: dt.date) -> IntegrityPact | None:
    """The pact that holds on a day."""
    found = (each for each in user.pacts.all() if each.withdrawn_at is None and each.signed_on <= today <= each.ends_on)
    return next(found, None)


def _states(
    user: User, ends_on: dt.date | None, pact: IntegrityPact | None, has_code: bool, today: dt.date
) -> list[str]:
    if not user.is_active:
        return [CLOSED]
    found = []
    if ends_on is None:
        found.append(NO_GRANT)
    elif ends_on - today <= SOON:
        found.append(SOON_OVER)
    if user.role.sees_names and pact is None:
        found.append(NO_PACT)
    if user.role.needs_code and not has_code:
        found.append(NO_CODE)
    if has_code and waits_for_voucher(user):
        found.append(WAITS)
    return found or [READY]


def waits_for_voucher(user: User) -> bool:
    """Whether names, or the recording of pacts, stay shut until somebody makes sure who holds the account."""
    if user.role.sees_names and user.keys is not Keys.VOUCHED:
        return True
    return Permission.RECORD_PACTS in user.role.permissions and user.keys is Keys.BY_LINK
