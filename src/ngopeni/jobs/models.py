"""The job table."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import cached_property

from ngopeni.kernel.messages import sentence

# Of taking files in, the part that is reading them.
READING = 0.6
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Job(models.Model):
    """A long task, asked for by a page and done by the worker."""

    class State(models.TextChoices):
        QUEUED = "queued", "menunggu"
        RUNNING = "running", "berjalan"
        DONE = "done", "selesai"
        FAILED = "failed", "gagal"
        CANCELLED = "cancelled", "dibatalkan"

    name = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # A worker that has died stops renewing this, and another takes the job over.
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    step = models.CharField(max_length=60, blank=True)
    parts_done = models.PositiveIntegerField(default=0)
    parts_total = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=20, blank=True)
    error_values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-id"]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @cached_property
    def percent(self) -> int:
        """How far it is, 0-100; where files are read before tables are built, the bar does not go back."""
        if not self.parts_total:
            return 0
        share = min(1.0, self.parts_done / self.parts_total)
        if self.name.startswith("intake.import"):
            share = READING * share if self.step == "intake.read" else READING + (1 - READING) * share
        return round(100 * share)

    def error_sentence(self, language: str) -> str:
        """Why it failed, as a sentence."""
        return sentence(self.error_code, revived(self.error_values), language) if self.error_code else ""

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


def revived(value: Any) -> Any:
    """A value out of JSON with its dates given back, so that a sentence words them."""
    if isinstance(value, dict):
        return {key: revived(part) for key, part in value.items()}
    if isinstance(value, list):
        return [revived(part) for part in value]
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):
            return dt.date.fromisoformat(value)
    return value
