"""``./ngopeni audit verify``: whether the log is what was written."""

from __future__ import annotations

import argparse

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.kernel.error import UserError

NAME = "audit"
HELP = "memeriksa keutuhan catatan kegiatan"
WORDS = {
    "altered": "diubah",
    "missing": "hilang",
    "cut": "terpotong di ujung",
    "unnoted": "catatan ujungnya (audit/head.json) hilang, jadi tidak dapat dipastikan bahwa ujungnya utuh",
}
SHOWN, SHORTEST_REASON = 20, 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("act", choices=["verify", "acknowledge"], metavar="verify|acknowledge")
    parser.add_argument(
        "--reason", default="", metavar="ALASAN", help="untuk acknowledge: apa yang terjadi, dan beritanya"
    )


def run(args: argparse.Namespace) -> Outcome:
    """Read the whole chain; end with 1 where it does not hold. Or begin the note of its end anew, with a reason."""
    open_workspace(args)
    if args.act == "acknowledge":
        return _acknowledge(args.reason.strip())
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


def _acknowledge(reason: str) -> Outcome:
    from ngopeni.accounts.actions import acknowledge_faults

    if len(reason) < SHORTEST_REASON:
        raise UserError("ACCOUNTS-053", least=SHORTEST_REASON)
    count = acknowledge_faults(reason=reason, by=operator_name())
    return Outcome(f"{count} kerusakan diketahui dan dicatat; catatan ujung dimulai lagi dari sini.", {"faults": count})
