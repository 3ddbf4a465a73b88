"""Files waiting for a decision, and sources that were withdrawn."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file that somebody brought and has not confirmed yet. Its bytes wait in ``incoming``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.file_name


class WithdrawnSource(models.Model):
    """A source that no longer counts. The archive keeps it; the next edition leaves it out."""

    source_id = models.CharField(max_length=12, unique=True)
    reason = models.TextField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.source_id
