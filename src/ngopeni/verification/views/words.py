"""Codes of the counter as people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.messages import sentence
from ngopeni.verification.aid import told_aid
from ngopeni.verification.answer import Answer, Standing
from ngopeni.verification.models import OPEN, CounterVisit, Proposal
from ngopeni.verification.papers import further_papers, list_words, paper_words, papers_by_rule

PERCENT = 10


def kinds() -> dict[str, str]:
    """What may be proposed."""
    return {
        Proposal.Kind.NEW: _("Usulan baru"),
        Proposal.Kind.CORRECTION: _("Perbaikan data"),
        Proposal.Kind.MOVED: _("Keluar dari daftar: pindah"),
        Proposal.Kind.DIED: _("Keluar dari daftar: meninggal"),
        Proposal.Kind.ABLE: _("Keluar dari daftar: sudah mampu"),
        Proposal.Kind.OBJECTION: _("Sanggahan atas data atau desil"),
    }


def states(is_kelurahan: bool) -> dict[str, str]:
    """Where a proposal may stand; a kelurahan has a meeting of its own name."""
    return {
        Proposal.State.RECEIVED: _("Diterima di loket"),
        Proposal.State.DISCUSSED: _("Dibahas dalam musyawarah kelurahan")
        if is_kelurahan
        else _("Dibahas dalam musyawarah desa"),
        Proposal.State.FORWARDED: _("Diteruskan ke Dinas Sosial"),
        Proposal.State.ACCEPTED: _("Disetujui pengelola daftar"),
        Proposal.State.REJECTED: _("Tidak disetujui"),
        Proposal.State.WITHDRAWN: _("Ditarik kembali"),
    }


def purposes() -> dict[str, str]:
    """What a resident may come for."""
    return {
        CounterVisit.Purpose.STATUS: _("Menanyakan apakah tercatat"),
        CounterVisit.Purpose.AID: _("Menanyakan bantuan"),
        CounterVisit.Purpose.CORRECTION: _("Memperbaiki data"),
        CounterVisit.Purpose.PROPOSAL: _("Mengusulkan pendaftaran"),
        CounterVisit.Purpose.RIGHTS: _("Meminta akses atau perbaikan menurut UU PDP"),
    }


def gone_words(member_status: str | None) -> str:
    """How the list says that somebody is gone."""
    words = {
        "dead": _("sudah meninggal"),
        "moved": _("sudah pindah"),
        "moved_abroad": _("pindah ke luar negeri"),
        "not_found": _("tidak ditemukan waktu pendataan"),
    }
    return words.get(member_status or "", _("keliru tercatat"))


def further_words(language: str) -> list[tuple[str, list[str]]]:
    """What each kind of proposal about somebody listed asks for beside the papers of every visit."""
    told = [(code, words, further_papers(code)) for code, words in kinds().items() if code != Proposal.Kind.NEW]
    return [(words, paper_words(papers, language)) for _code, words, papers in told if papers]


def told_proposals(proposals: Iterable[Proposal], is_kelurahan: bool, at: dt.datetime | None = None) -> list[Any]:
    """Proposals that were open at an instant, with their words then."""
    now = at or timezone.now()
    told = [(each, each.state_at(now)) for each in proposals]
    return [
        {"proposal": each, "kind": kinds()[each.kind], "state": states(is_kelurahan)[state]}
        for each, state in told
        if state in OPEN
    ]


def answer_context(
    request: Request, answer: Answer, proposals: list[Proposal], at: dt.datetime | None = None
) -> dict[str, Any]:
    """What the page and the slip say, in the same words.

    Parameters
    ----------
    request : Request
    answer : Answer
    proposals : list of Proposal
        All of the resident; those open at the instant are told.
    at : datetime, optional
        When it was told; by default now.
    """
    village_code = request.resolver_match.kwargs["village_code"] if request.resolver_match else ""
    village = request.snapshot.index("village", "village_code")[village_code]
    decile = answer.row.get("decile") if request.user.can(Permission.READ_SPECIFIC, village_code) else None
    return {
        "answer": answer,
        "row": answer.row,
        "list_title": list_words(answer.profile, request.language),
        "others": [{**each, "title": list_words(each["profile"], request.language)} for each in answer.others],
        "decile": decile or None,
        "decile_from": (decile - 1) * PERCENT + 1 if decile else None,
        "decile_to": decile * PERCENT if decile else None,
        "gone": gone_words(answer.row.get("member_status")),
        "mends": [
            {
                "sentence": sentence(rule, {}, request.language),
                "bring": paper_words(papers_by_rule()[rule], request.language),
            }
            for rule in answer.rules
        ],
        "aid": told_aid(answer.aid, answer.as_of, request.language),
        "papers": paper_words(answer.papers, request.language),
        "further": [] if answer.standing is Standing.NOT_LISTED else further_words(request.language),
        "proposals": told_proposals(proposals, village["village_type"] == "kelurahan", at),
    }
