"""Rules, versions and objections: what people decided about zones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ngopeni.zones.rule import Rule, Zone
from ngopeni.zones.rule_fields import rule_from_fields


class ZoneRule(models.Model):
    """A rule that the regency wrote. A change makes a new revision; none is ever overwritten."""

    code = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    fields = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "-revision"]
        constraints = [models.UniqueConstraint(fields=["code", "revision"], name="one_revision_of_a_rule")]

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return rule_from_fields(self.fields)

    def __str__(self) -> str:
        return f"{self.code} {self.revision}"


class ZoneVersion(models.Model):
    """The zones of all villages by one rule on one date: a draft until a named person approves it.

    It holds its villages and their reasons, so that it can be read when the data have moved on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "rancangan"
        APPROVED = "approved", "ditetapkan"
        DISCARDED = "discarded", "dibatalkan"

    number = models.PositiveIntegerField(unique=True)
    rule_code = models.CharField(max_length=60)
    rule_fields = models.JSONField()
    as_of = models.DateField()
    edition = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    zones = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    # Every figure of the villages then, so that two versions can be compared by each other's rule.
    inputs = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-number"]

    @property
    def rule(self) -> Rule:
        """The rule as it stood then."""
        return rule_from_fields(self.rule_fields)

    def counts(self) -> dict[str, int]:
        """Villages by zone, worst first."""
        found = [row["zone"] for row in self.zones]
        return {str(zone): found.count(zone) for zone in Zone}

    def zone_of(self, village_code: str) -> dict[str, Any] | None:
        """One village's row, or None."""
        return next((row for row in self.zones if row["village_code"] == village_code), None)

    def __str__(self) -> str:
        return f"zona {self.number}"


class Objection(models.Model):
    """A village's objection (sanggahan) to its zone, and the answer that stays with it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "menunggu jawaban"
        ACCEPTED = "accepted", "diterima"
        REJECTED = "rejected", "ditolak"

    version = models.ForeignKey(ZoneVersion, on_delete=models.PROTECT, related_name="objections")
    village_code = models.CharField(max_length=13, db_index=True)
    text = models.TextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(blank=True)
    # The zone that drafts give the village from now on, where the objection was accepted.
    corrected_zone = models.CharField(max_length=10, blank=True, choices=[(str(zone), str(zone)) for zone in Zone])
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]

    def __str__(self) -> str:
        return f"sanggahan {self.pk}"
