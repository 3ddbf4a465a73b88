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
from ngopeni.kernel.workspace import close_to_others


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
    module = registered()[args.command]
    # The demonstration has a folder of its own, so that it never meets real data by default.
    usual = os.environ.get("NGOPENI_HOME") or str(getattr(module, "HOME", "ngopeni-data"))
    args.home = (args.home or Path(usual)).resolve()
    os.environ["NGOPENI_HOME"] = str(args.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ngopeni.site.settings")
    # What a command writes, the database too, is for the one who runs it.
    close_to_others()
    try:
        outcome: Outcome = module.run(args)
    except UserError as error:
        _print_error(error, as_json=args.json)
        return 2
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        _print_error(UserError("KERNEL-009", path=str(error.filename), why=str(error.strerror)), as_json=args.json)
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
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
