"""What was approved: who assists which village from when to when; and by what the results will be judged."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ngopeni.assignment.models.wave import Wave
from ngopeni.partners.models import Institution


class Assignment(models.Model):
    """An institution in a village, with the names of then. Handed over, never changed: history stays."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="assignments")
    village_code = models.CharField(max_length=13, db_index=True)
    village_name = models.CharField(max_length=100)
    village_type = models.CharField(max_length=10)
    district_name = models.CharField(max_length=100)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assignments")
    institution_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    role = models.CharField(max_length=4)
    points = models.IntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["village_code", "-role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "village_code", "institution"], name="a_pair_once_in_a_wave")
        ]

    @property
    def is_lead(self) -> bool:
        """Whether it leads, and does not only join."""
        return self.role == "lead"

    @property
    def until(self) -> dt.date:
        """Its last day: handed over, closed with its wave by a later one, or as planned."""
        return min(self.ended_on or self.ends_on, self.wave.until)

    def is_in_force(self, today: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= today <= self.until

    def __str__(self) -> str:
        return f"{self.village_name}: {self.institution_name}"


class EvaluationDesign(models.Model):
    """By what a wave will be judged, frozen with its approval: nobody can choose the comparison after the results."""

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="design")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
