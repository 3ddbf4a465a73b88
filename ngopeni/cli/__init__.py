"""Commands: parse, call, print. Exit 0 done, 1 failed, 2 something the user can mend."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from ngopeni.cli import commands
from ngopeni.cli.outcome import Outcome
from ngopeni.kernel.error import UserError


def registered() -> dict[str, ModuleType]:
    """Every command module by its name on the command line; the folder is the register."""
    modules = [import_module(f"{commands.__name__}.{found.name}") for found in iter_modules(commands.__path__)]
    return {module.NAME: module for module in modules}


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="./ngopeni", description="Ngopeni: sesarengan ngopeni kadang kekurangan.")
    below = top.add_subparsers(dest="command", required=True, metavar="PERINTAH")
    for name, module in sorted(registered().items()):
        sub = below.add_parser(name, help=module.HELP, description=module.HELP)
        sub.add_argument("--home", type=Path, help="folder ruang kerja (bawaan: ./ngopeni-data)")
        sub.add_argument("--json", action="store_true", help="hasil sebagai JSON")
        module.arguments(sub)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done, 1 failed, 2 something the user can mend.
    """
    args = parser().parse_args(words)
    if args.home:
        os.environ["NGOPENI_HOME"] = str(args.home.resolve())
    args.home = Path(os.environ.setdefault("NGOPENI_HOME", str(Path("ngopeni-data").resolve())))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ngopeni.site.settings")
    try:
        outcome: Outcome = registered()[args.command].run(args)
    except UserError as error:
        _print_error(error, as_json=args.json)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception:
        traceback.print_exc()
        return 1
    if args.json and outcome.facts is not None:
        print(json.dumps(outcome.facts, ensure_ascii=False, default=str))
    elif outcome.sentence:
        print(outcome.sentence)
    return outcome.exit_code


def _print_error(error: UserError, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"error": error.code, "sentence": error.sentence()}, ensure_ascii=False))
    print(f"{error.sentence()} [{error.code}]", file=sys.stderr)
