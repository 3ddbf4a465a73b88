"""``./ngopeni demo``: the loop on invented figures of the real regency, served at once."""

from __future__ import annotations

import argparse
import datetime as dt
import secrets
import sys
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.areas.register import find_regency, load_areas
from ngopeni.cli.assets import make_assets
from ngopeni.cli.batch import build_now
from ngopeni.cli.commands.serve import refuse_taken_port, serve
from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import migrate, refuse_foreign_folder, set_up_django
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace, make_workspace

NAME = "demo"
HELP = "peragaan: kabupaten sungguhan, angka rekaan, langsung tersaji"
HOME = "ngopeni-demo"
# Whose rights follow from a decree, and from nothing else.
BY_DECREE = frozenset({"anggota", "kadin"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--regency", default="33.16", metavar="KODE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--persons", type=int, default=60_000, metavar="JUMLAH", help="warga rekaan dalam daftar")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="siapkan saja, jangan sajikan")


def run(args: argparse.Namespace) -> Outcome:
    """Make the demonstration's workspace once, then serve it."""
    if not args.no_serve:
        refuse_taken_port(args.address, args.port)
    regency = find_regency(args.regency)
    known = Workspace(args.home)
    if known.is_made and not known.is_demo:
        raise UserError("KERNEL-008", folder=str(args.home))
    refuse_foreign_folder(args.home)
    workspace = make_workspace(args.home, regency.regency_code, dt.date.today(), is_demo=True)
    set_up_django()
    migrate()
    if not (workspace.home / "demo-ready").exists():
        prepare(workspace, args.seed, args.persons)
    else:
        build_now(workspace, on_stderr)
    make_assets()
    if not args.no_serve:
        serve(args.address, args.port)
    return Outcome(f"Peragaan siap di {workspace.home}.", {"home": str(workspace.home)})


def prepare(workspace: Workspace, seed: int, persons: int) -> None:
    """Fill the workspace the way an office would: files, build, draft, approval."""
    from ngopeni.cli.demo_decisions import decide
    from ngopeni.simulation.demonstration import write_files
    from ngopeni.simulation.simulate import DATES

    areas = load_areas(workspace.regency_code)
    print("Menyiapkan peragaan: data simulasi.", file=sys.stderr)
    _add_people(areas)
    _add_institutions(areas, seed)
    folder = workspace.home / "berkas-simulasi"
    write_files(folder, areas, seed, persons, on_stderr)
    _import_all(workspace, folder)
    build_now(workspace, on_stderr)
    decide(workspace, DATES)
    build_now(workspace, on_stderr)
    (workspace.home / "demo-ready").write_text("siap\n", encoding="ascii")


def _add_people(areas: Areas) -> None:
    """One invented person of each role, with grants and pacts, to choose from at the door."""
    from ngopeni.accounts.actions import add_user, give_grant, record_pact
    from ngopeni.accounts.models import User
    from ngopeni.simulation.demonstration import PEOPLE, scope_of

    today = dt.date.today()
    until = today + dt.timedelta(days=365)
    for each in PEOPLE:
        if User.objects.filter(username=each.username).exists():
            continue
        person = add_user(
            username=each.username,
            full_name=f"{each.full_name} (peragaan)",
            role_code=each.role_code,
            password=secrets.token_urlsafe(16),
            by="perintah:demo",
            institution=each.institution,
        )
        if each.username in BY_DECREE:
            continue
        scope, paper = scope_of(each, areas), "Surat tugas peragaan"
        give_grant(user=person, scope_code=scope, starts_on=today, ends_on=until, paper=paper, by="perintah:demo")
    legal = User.objects.get(role_code="legal")
    for person in User.objects.filter(pacts=None).exclude(pk=legal.pk):
        if person.role.sees_names:
            record_pact(user=person, number="PI peragaan", signed_on=today, ends_on=until, by=legal.username)


def _add_institutions(areas: Areas, seed: int) -> None:
    """Agencies and partners with invented capacities; two of the invented people stand for theirs."""
    from ngopeni.accounts.models import User
    from ngopeni.partners.actions import bring_in, set_head
    from ngopeni.partners.models import Institution
    from ngopeni.simulation.demonstration_institutions import demonstration_institutions

    rows = demonstration_institutions(areas, seed)
    if not bring_in(rows=rows, year=dt.date.today().year, by="perintah:demo"):
        return
    people = {person.username: person for person in User.objects.filter(username__in=("analis", "kadin", "camat"))}
    seats = {"kadin": {"subject": "public_works"}, "camat": {"district_code": areas.districts[0].district_code}}
    for username, wanted in seats.items():
        office = Institution.objects.filter(kind="agency", **wanted).order_by("code").first()
        assert office is not None, f"the demonstration has no office for {username}"
        set_head(institution=office, head=people[username], by=people["analis"])


def _import_all(workspace: Workspace, folder: Path) -> None:
    from ngopeni.intake.actions import take
    from ngopeni.simulation.demonstration import planned_files

    planned = planned_files(folder, workspace.regency_code)
    for number, each in enumerate(planned):
        on_stderr("intake.read", number + 1, len(planned))
        take(
            workspace=workspace,
            path=each.path,
            file_name=each.path.name,
            as_of=each.as_of,
            now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
            by="perintah:demo",
            profile=each.profile,
            publisher=each.publisher,
            is_simulated=each.is_simulated,
        )
