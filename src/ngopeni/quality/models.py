"""Waivers: what people have looked at and found right as it is."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q


class Waiver(models.Model):
    """A finding that somebody has checked and that is right as it stands, for a while.

    It holds for the record as it was: when what the rule read changes, the fingerprint no longer fits and the
    waiver lapses by itself. Ended, never deleted.
    """

    rule_code = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=40)
    # Empty for rows without a village and for whole lists.
    village_code = models.CharField(max_length=13, blank=True, db_index=True)
    profile = models.CharField(max_length=40)
    # Where it stood when it was decided, to find it again; what counts is the subject.
    source_id = models.CharField(max_length=12)
    row_number = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    expires_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_code", "subject_key"],
                condition=Q(withdrawn_at=None),
                name="one_waiver_in_force_of_a_finding",
            )
        ]

    def has_expired(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.expires_on < today

    def __str__(self) -> str:
        return f"{self.rule_code} {self.pk}"
