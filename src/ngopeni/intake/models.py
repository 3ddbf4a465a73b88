"""Files waiting for a decision, and sources that were withdrawn."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Upload(models.Model):
    """A file that somebody brought and has not confirmed yet. Its bytes wait in ``incoming``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    brought_at = models.DateTimeField(auto_now_add=True)
    # Files brought together are looked at and confirmed together.
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    # What was seen in it: a look, or a refusal with its code and values; empty until somebody has looked.
    look = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-brought_at", "file_name"]

    @property
    def is_usable(self) -> bool:
        """Whether it was looked at and can be taken in."""
        return "profile" in self.look

    def __str__(self) -> str:
        return self.file_name


class MatchedColumns(models.Model):
    """Columns that a person has matched once; the next file with the same headers is read by them."""

    profile = models.CharField(max_length=40)
    headers = models.JSONField(default=dict)
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    matched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.profile}: {len(self.headers)}"


class WithdrawnSource(models.Model):
    """A source that no longer counts. The archive keeps it; the next edition leaves it out."""

    source_id = models.CharField(max_length=12, unique=True)
    reason = models.TextField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.source_id
