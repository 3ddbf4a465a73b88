"""``./ngopeni run-job N``: one job in a process of its own, which can be killed."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import Progress

if TYPE_CHECKING:
    from ngopeni.jobs.models import Job

NAME = "run-job"
HELP = "menjalankan satu pekerjaan (dipanggil oleh worker)"
QUIET_SECONDS = 0.3


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("job", type=int)
    parser.add_argument("--parent", type=int, help="berhenti bila proses ini mati")


def run(args: argparse.Namespace) -> Outcome:
    """Run the job and write down how it ended."""
    if args.parent is not None:
        _die_with(args.parent)
    workspace = open_workspace(args)
    from django.conf import settings
    from django.db import transaction
    from django.utils.module_loading import import_string

    from ngopeni.jobs.actions import check_asker, end
    from ngopeni.jobs.models import Job

    job = Job.objects.filter(pk=args.job, state=Job.State.RUNNING).first()
    if job is None:
        raise UserError("JOBS-004", job=args.job)
    try:
        work = import_string(settings.JOB_FUNCTIONS)[job.name]
        check_asker(job, work.rights)
        result = work.run(workspace, job.payload, _progress(job))
        with transaction.atomic():
            if end(job, Job.State.DONE, result=result):
                work.close(workspace, job.payload)
    except UserError as error:
        end(job, Job.State.FAILED, error=error)
        return Outcome(exit_code=2)
    except Exception:
        print(f"job {job.pk} failed", file=sys.stderr)
        traceback.print_exc()
        end(job, Job.State.FAILED, error=UserError("JOBS-003", job=job.pk))
        return Outcome(exit_code=1)
    return Outcome()


def _progress(job: Job) -> Progress:
    """Progress into the job table, not more often than somebody can read."""
    from ngopeni.jobs.actions import report

    last = 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= QUIET_SECONDS or done == total:
            last = time.monotonic()
            report(job, step, done, total)

    return tell


def _die_with(parent: int) -> None:
    """Watch the worker: an orphan would go on working beside the one that takes its job over."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
