"""What people record about institutions. Nothing is deleted, and every change stays in the history."""

from ngopeni.partners.actions.agreements import agreement_path, record_agreement
from ngopeni.partners.actions.bringing import bring_in, import_institutions
from ngopeni.partners.actions.conflicts import end_conflict, state_conflict
from ngopeni.partners.actions.import_plan import Plan, plan_import
from ngopeni.partners.actions.institutions import add_institution, change_institution, reinstate, retire, set_head
from ngopeni.partners.actions.offers import set_capacity, set_mandates
from ngopeni.partners.actions.roster import institution_rows, roster

__all__ = [
    "Plan",
    "add_institution",
    "agreement_path",
    "bring_in",
    "change_institution",
    "end_conflict",
    "import_institutions",
    "institution_rows",
    "plan_import",
    "record_agreement",
    "reinstate",
    "retire",
    "roster",
    "set_capacity",
    "set_head",
    "set_mandates",
    "state_conflict",
]
