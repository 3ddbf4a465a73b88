"""How far a job is, and the button that stops it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.jobs import actions
from ngopeni.jobs.models import Job

STOP_POLLING = 286


@requires(Permission.READ_AREAS)
def job(request: Request, job_id: int) -> HttpResponse:
    """The job's page; htmx asks for its inner part every second until it is over."""
    # What was wrong with a file is for those who bring files; everybody sees what they asked for.
    sees_all = request.user.can(Permission.IMPORT_SOURCES)
    found = get_object_or_404(Job.objects.all() if sees_all else Job.objects.filter(asked_by=request.user), pk=job_id)
    error = found.error_sentence(request.language)
    context = {"job": found, "error": error, "section": "sources"}
    if not request.htmx:
        return render(request, "jobs/job.html", context)
    status = STOP_POLLING if found.is_over else 200
    return render(request, "jobs/job_state.html", context, status=status)


@requires(Permission.READ_AREAS)
@require_POST
def cancel(request: Request, job_id: int) -> HttpResponse:
    """Ask that a job of one's own stop."""
    found = get_object_or_404(Job, pk=job_id, asked_by=request.user)
    actions.ask_cancel(found, by=request.user)
    return redirect("job", job_id)
