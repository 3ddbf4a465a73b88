"""Institutions that assist villages, and everything that is kept about them. Nothing is ever deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ngopeni.partners.kind import Against, AgreementKind, Kind, MandateLevel


def _codes(words: type[Kind] | type[MandateLevel] | type[Against] | type[AgreementKind]) -> list[tuple[str, str]]:
    """What a column may hold; pages have the words."""
    return [(str(each), str(each)) for each in words]


class Institution(models.Model):
    """An agency or a partner; a Bagian belongs to its secretariat, a school to the assembly of its headmasters."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=_codes(Kind))
    subject = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="units")
    # Where it stands; of a district office the district that it governs.
    district_code = models.CharField(max_length=8, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    # Who of its own people signs in for it.
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="led_institutions"
    )
    joined_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    left_reason = models.CharField(max_length=300, blank=True)
    is_simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["code"]

    @property
    def short(self) -> str:
        """What it is called where there is little room."""
        return self.short_name or self.name

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """A need that an institution serves, and how it comes to do so."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="mandates")
    need_code = models.CharField(max_length=20)
    level = models.CharField(max_length=12, choices=_codes(MandateLevel))
    programme_code = models.CharField(max_length=30, blank=True)
    programme_name = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["institution", "id"]
        constraints = [models.UniqueConstraint(fields=["institution", "need_code"], name="one_mandate_for_a_need")]

    def __str__(self) -> str:
        return f"{self.need_code} {self.level}"


class Capacity(models.Model):
    """What an institution can do in a year. Empty means that nobody has said, 0 that it cannot."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="capacities")
    year = models.PositiveIntegerField()
    leads_max = models.PositiveIntegerField(null=True, blank=True)
    joins_max = models.PositiveIntegerField(null=True, blank=True)
    money_idr = models.BigIntegerField(null=True, blank=True)
    person_days = models.PositiveIntegerField(null=True, blank=True)
    kkn_students = models.PositiveIntegerField(null=True, blank=True)
    kkn_terms = models.PositiveIntegerField(null=True, blank=True)
    workshop_places = models.PositiveIntegerField(null=True, blank=True)
    training_places = models.PositiveIntegerField(null=True, blank=True)
    expertise = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["institution", "-year"]
        constraints = [models.UniqueConstraint(fields=["institution", "year"], name="one_capacity_in_a_year")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.year}"


class Agreement(models.Model):
    """A signed agreement; its file lies in the workspace under the hash of its bytes."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=8, choices=_codes(AgreementKind))
    number = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    # Within the workspace's uploads.
    file_path = models.CharField(max_length=100, blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-signed_on", "-id"]

    def __str__(self) -> str:
        return self.number


class Conflict(models.Model):
    """A stated conflict of interest: it bars a pairing from its day until it is ended."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="conflicts")
    against_kind = models.CharField(max_length=12, choices=_codes(Against))
    against_code = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    since = models.DateField()
    stated_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.against_code}"


class InstitutionChange(models.Model):
    """One field that changed: from what to what, when, by whom, out of a form or out of which file."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    source = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.field}"
