"""``./ngopeni run-job N``: one job in a process of its own, which can be killed."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
import traceback

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import Progress

NAME = "run-job"
HELP = "menjalankan satu pekerjaan (dipanggil oleh worker)"
QUIET_SECONDS = 0.3


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("job", type=int)


def run(args: argparse.Namespace) -> Outcome:
    """Run the job and write down how it ended."""
    workspace = open_workspace(args)
    _die_with_parent()
    from django.conf import settings
    from django.utils.module_loading import import_string

    from ngopeni.jobs.actions import end
    from ngopeni.jobs.models import Job

    job = Job.objects.get(pk=args.job)
    try:
        functions = import_string(settings.JOB_FUNCTIONS)
        result = functions[job.name](workspace, job.payload, _progress(job.pk))
    except UserError as error:
        end(job.pk, Job.State.FAILED, error=error)
        return Outcome(exit_code=2)
    except Exception:
        print(f"job {job.pk} failed", file=sys.stderr)
        traceback.print_exc()
        end(job.pk, Job.State.FAILED, error=UserError("JOBS-003", job=job.pk))
        return Outcome(exit_code=1)
    end(job.pk, Job.State.DONE, result=result)
    return Outcome()


def _progress(job_id: int) -> Progress:
    """Progress into the job table, not more often than somebody can read."""
    from ngopeni.jobs.actions import report

    last = 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= QUIET_SECONDS or done == total:
            last = time.monotonic()
            report(job_id, step, done, total)

    return tell


def _die_with_parent() -> None:
    """An orphan would go on working beside the worker that takes its job over."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
