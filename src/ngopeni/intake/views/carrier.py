"""Who takes a file about persons along, what for and when, in words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.purposes import PURPOSES
from ngopeni.kernel.wording import write_date


def carrier(request: Request, purpose: str) -> str:
    """The line that stands on the first sheet and on every printed page.

    Parameters
    ----------
    request : Request
    purpose : str
        A code of `PURPOSES`.
    """
    now = timezone.localtime()
    values = {
        "holder": f"{request.user} ({request.user.role.name})",
        "purpose": PURPOSES[purpose],
        "date": f"{write_date(now.date(), request.language)} {now:%H.%M} WIB",
    }
    return _("Pemegang: %(holder)s. Tujuan: %(purpose)s. Diunduh %(date)s.") % values
