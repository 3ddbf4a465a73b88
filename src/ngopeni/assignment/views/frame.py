"""What the pages of waves share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ngopeni.assignment.matching.plan import PlannedPair, pairs_from_fields
from ngopeni.assignment.matching.problem import Problem
from ngopeni.assignment.models import Wave, WaveProposal
from ngopeni.partners.kind import kind_words

SECTION = {"section": "assignment"}
Kept = tuple[Problem, Sequence[PlannedPair]]


def find_wave(number: int) -> Wave:
    """A wave by its number, or 404."""
    found: Wave = get_object_or_404(
        Wave.objects.select_related("zone_version", "previous", "opened_by", "decided_by"), number=number
    )
    return found


def find_proposal(wave: Wave, number: int) -> WaveProposal:
    """A proposal of a wave by its number, or 404."""
    found: WaveProposal = get_object_or_404(wave.proposals.select_related("made_by", "keeps"), number=number)
    return found


def kept(proposal: WaveProposal) -> Kept:
    """The problem and the pairs of a proposal, as they were."""
    return Problem.from_fields(proposal.problem), pairs_from_fields(proposal.pairs)


def kinds_in(language: str) -> dict[str, str]:
    """What kinds of institutions are called."""
    return {code: words[language] for code, words in kind_words().items()}


def context_of(wave: Wave, **more: Any) -> dict[str, Any]:
    """What every page of a wave says."""
    return {**SECTION, "wave": wave, **more}


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
