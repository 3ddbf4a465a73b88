"""``./ngopeni audit verify``: whether the log is what was written."""

from __future__ import annotations

import argparse

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace

NAME = "audit"
HELP = "memeriksa keutuhan catatan kegiatan"
WORDS = {
    "altered": "diubah",
    "missing": "hilang",
    "cut": "terpotong di ujung",
    "unnoted": "catatan ujungnya (audit/head.json) hilang, jadi tidak dapat dipastikan bahwa ujungnya utuh",
}
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("act", choices=["verify"], metavar="verify")


def run(args: argparse.Namespace) -> Outcome:
    """Read the whole chain; end with 1 where it does not hold."""
    open_workspace(args)
    from ngopeni.accounts.actions import check_log
    from ngopeni.accounts.models import AuditEvent

    found, count = check_log(), AuditEvent.objects.count()
    facts = {"events": count, "faults": [{"kind": str(each.kind), "number": each.number} for each in found]}
    if not found:
        return Outcome(f"Catatan kegiatan utuh: {count} catatan, tidak ada yang diubah, hilang, atau terpotong.", facts)
    lines = [f"catatan nomor {each.number}: {WORDS[each.kind]}" for each in found[:SHOWN]]
    more = len(found) - len(lines)
    tail = [f"dan {more} lagi"] if more else []
    sentence = "\n".join(
        [
            f"Catatan kegiatan TIDAK utuh: {len(found)} kerusakan pada {count} catatan.",
            *lines,
            *tail,
            "Amankan peladen dan cadangannya, lalu hubungi petugas pelindungan data.",
        ]
    )
    return Outcome(sentence, facts, exit_code=1)
