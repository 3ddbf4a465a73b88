"""Files typed by hand from the published layouts, with what a careful reader finds in them."""

from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.intake import canonical
from ngopeni.intake.inspection import draft_note, inspect_rows
from ngopeni.intake.layout import plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import stage
from ngopeni.intake.recognition import Matched, recognise
from ngopeni.intake.tests.files import BLORA
from ngopeni.intake.tests.fixtures.workbooks import expected, materialise
from ngopeni.kernel.engine import Engine

EXPECTED = expected()
AS_OF = dt.date(2020, 10, 26)
# Why a row is set aside, in the rules' codes.
REASONS = {
    "outside": {"INTAKE-111"},
    "unknown_village": {"INTAKE-110", "INTAKE-112"},
    "no_place": {"INTAKE-114", "INTAKE-112", "INTAKE-140"},
}
