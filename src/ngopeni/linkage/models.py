"""Judgements: what people have said of two rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ngopeni.linkage.worklist import Sides

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
VERDICTS = (SAME, DIFFERENT, UNSURE)


class Judgement(models.Model):
    """One reviewer's word on one pair of rows as they were read.

    It holds for what both rows said then: when one says something else, its fingerprint no longer fits and the pair is
    asked about again. Withdrawn, never deleted; whoever judges again closes the own word of before.
    """

    # The smaller key first, so that a pair has one name.
    record_key_l = models.CharField(max_length=120)
    fingerprint_l = models.CharField(max_length=40)
    record_key_r = models.CharField(max_length=120)
    fingerprint_r = models.CharField(max_length=40)
    # Whoever reads, undoes or adds to it needs both villages.
    village_code_l = models.CharField(max_length=13, db_index=True)
    village_code_r = models.CharField(max_length=13, db_index=True)
    # The state of the lists when it was given.
    as_of = models.DateField()
    verdict = models.CharField(max_length=10, choices=[(each, each) for each in VERDICTS])
    # Whether the pair was one that two people judge without knowing of each other.
    is_sample = models.BooleanField(default=False)
    # From the page to the answer; empty where somebody was away meanwhile.
    seconds = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["record_key_l", "record_key_r"], name="judgements_of_a_pair")]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "record_key_l", "fingerprint_l", "record_key_r", "fingerprint_r"],
                condition=Q(withdrawn_at=None),
                name="one_open_judgement_of_a_reviewer",
            )
        ]

    @property
    def sides(self) -> Sides:
        """Both rows with their fingerprints, as a pair of the worklist has them."""
        return (self.record_key_l, self.fingerprint_l), (self.record_key_r, self.fingerprint_r)

    def __str__(self) -> str:
        return f"{self.verdict} {self.pk}"
