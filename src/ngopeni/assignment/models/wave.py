"""A wave: approved zones, villages, a period; what was settled beforehand, proposed and said."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ngopeni.partners.models import Institution
from ngopeni.zones.models import ZoneVersion


class Wave(models.Model):
    """Villages that are assisted together for a time. Open until a plan is approved; then nothing in it changes."""

    class State(models.TextChoices):
        OPEN = "open", "disusun"
        APPROVED = "approved", "ditetapkan"
        CANCELLED = "cancelled", "dibatalkan"

    number = models.PositiveIntegerField(unique=True)
    zone_version = models.ForeignKey(ZoneVersion, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_waves")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Villages of the wave before that are in this one no more, each with why; and pairs that were let go.
    left = models.JSONField(default=list)
    released = models.JSONField(default=list)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    # Its last day where a later wave begins before it would have ended.
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]

    @property
    def until(self) -> dt.date:
        """Its last day, as things stand."""
        return self.closed_on or self.ends_on

    def __str__(self) -> str:
        return f"gelombang {self.number}"


class WaveVillage(models.Model):
    """A village of a wave, with everything that its match was a function of."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="villages")
    village_code = models.CharField(max_length=13, db_index=True)
    village_name = models.CharField(max_length=100)
    village_type = models.CharField(max_length=10)
    district_code = models.CharField(max_length=8)
    district_name = models.CharField(max_length=100)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    score_rank = models.PositiveIntegerField(null=True)
    hardness = models.PositiveSmallIntegerField()
    # Households that have each need, of those of whom it is known.
    needs = models.JSONField(default=list)
    needs_on = models.DateField(null=True)
    stays = models.BooleanField(default=False)

    class Meta:
        ordering = ["wave", "village_code"]
        constraints = [models.UniqueConstraint(fields=["wave", "village_code"], name="a_village_once_in_a_wave")]

    def __str__(self) -> str:
        return self.village_name


class Ruling(models.Model):
    """A person's word before the plan is made: this pair must be, or must not. Withdrawn, never deleted."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="rulings")
    village_code = models.CharField(max_length=13)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    is_ban = models.BooleanField()
    reason = models.CharField(max_length=300)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["village_code", "id"]

    def __str__(self) -> str:
        return f"{self.village_code} {self.institution_id}"


class WaveProposal(models.Model):
    """A plan with everything that it is a function of, so that it can be checked when the lists have moved on."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    # Made to see what would follow; it cannot be approved.
    is_what_if = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    keeps = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    problem = models.JSONField(encoder=DjangoJSONEncoder)
    pairs = models.JSONField(encoder=DjangoJSONEncoder)
    totals = models.JSONField(encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="one_proposal_of_a_number")]

    def __str__(self) -> str:
        return f"usulan {self.number}"


class Remark(models.Model):
    """What somebody said about a wave before it was approved."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="remarks")
    proposal_number = models.PositiveIntegerField(null=True)
    text = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"pembahasan {self.pk}"
