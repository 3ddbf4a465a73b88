"""``./ngopeni papers --out FOLDER``: the papers on data protection, as Markdown files."""

from __future__ import annotations

import argparse
from pathlib import Path

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace
from ngopeni.dashboard.protection_assessment import assessment_paper
from ngopeni.dashboard.protection_breach import checklist_paper
from ngopeni.dashboard.protection_paper import as_markdown
from ngopeni.dashboard.protection_register import register_paper
from ngopeni.dashboard.protection_retention import retention_paper
from ngopeni.kernel.durable import write_durably

NAME = "papers"
HELP = "menulis berkas pelindungan data: catatan pemrosesan, penilaian dampak, jadwal penyimpanan, pemberitahuan"
PAPERS = {
    "catatan-pemrosesan.md": register_paper,
    "penilaian-dampak.md": assessment_paper,
    "jadwal-penyimpanan.md": retention_paper,
    "kegagalan-pelindungan.md": checklist_paper,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder tujuan; yang lama diganti")


def run(args: argparse.Namespace) -> Outcome:
    """Write each paper as it is today."""
    workspace = open_workspace(args)
    from ngopeni.dashboard.views.protection import state_of

    state = state_of(workspace)
    for name, made in PAPERS.items():
        write_durably(args.out / name, as_markdown(made(state)).encode())
    sentence = f"{len(PAPERS)} berkas pelindungan data tertulis di {args.out}."
    return Outcome(sentence, {"folder": str(args.out), "files": list(PAPERS)})
