"""Users and what they may do where and until when; and the audit log that outlives what it describes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.refusal import Keys, Standing, refusal
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES, Level, Role
from ngopeni.accounts.scope import level_of
from ngopeni.kernel.error import UserError

# How the log names who works on the server itself: root there reads everything anyway.
COMMAND = "perintah:"
ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


class User(AbstractUser):
    """A person who signs in, in one role."""

    full_name = models.CharField(max_length=150)
    # Where the person works, as written on papers and exports.
    institution = models.CharField(max_length=150, blank=True)
    role_code = models.CharField(max_length=20, choices=ROLE_CHOICES)
    # When password and telephone were last both new at once, and who had given the password.
    keys_new_at = models.DateTimeField(null=True, blank=True)
    keys_by = models.CharField(max_length=150, blank=True)
    # When somebody last made sure that both are in the right hands, and who.
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.CharField(max_length=150, blank=True)

    @property
    def role(self) -> Role:
        """The role, with its permissions."""
        return ROLES[self.role_code]

    @cached_property
    def standing(self) -> Standing:
        """What decides about this person today; read once for each request."""
        today = timezone.localdate()
        pacts = self.pacts.filter(signed_on__lte=today, ends_on__gte=today, withdrawn_at=None)
        return Standing(
            role=self.role,
            is_active=self.is_active,
            grants=tuple(self.grants.all()) if self.pk else (),
            has_pact=bool(self.pk) and pacts.exists(),
            today=today,
            keys=self.keys,
        )

    @property
    def keys(self) -> Keys:
        """Whose hands password and telephone are in, as far as anybody has made sure."""
        if self.vouched_at is not None and (self.keys_new_at is None or self.vouched_at >= self.keys_new_at):
            return Keys.VOUCHED
        return Keys.BY_LINK if self.keys_by and not self.keys_by.startswith(COMMAND) else Keys.OWN

    @property
    def keys_stamp(self) -> str:
        """Which password and telephone somebody looks at: since when both are new."""
        return self.keys_new_at.isoformat() if self.keys_new_at else ""

    @property
    def has_telephone(self) -> bool:
        """Whether a telephone is set up as second factor."""
        return TOTPDevice.objects.filter(user=self, confirmed=True).exists()

    def refusal(self, permission: Permission, village_code: str | None = None) -> UserError | None:
        """Why this person may not do that, in that village where one is given; None where it is allowed."""
        return refusal(self.standing, permission, village_code)

    def can(self, permission: Permission, village_code: str | None = None) -> bool:
        """Whether this person may do that, in that village where one is given."""
        return self.refusal(permission, village_code) is None

    @property
    def scope_codes(self) -> tuple[str, ...]:
        """Codes of the places whose grants hold today."""
        return self.standing.scope_codes

    @property
    def village_code(self) -> str:
        """The village of somebody whose grants of today name exactly one; empty for everybody else."""
        codes = set(self.scope_codes)
        return codes.pop() if len(codes) == 1 and level_of(min(codes)) is Level.VILLAGE else ""

    def __str__(self) -> str:
        return self.full_name or self.username


class Grant(models.Model):
    """Where and until when somebody's role holds, and the paper that says so. Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    scope_code = models.CharField(max_length=13)
    starts_on = models.DateField()
    ends_on = models.DateField()
    paper = models.CharField(max_length=200)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]

    def is_in_force(self, today: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.ended_at is None and self.starts_on <= today <= self.ends_on

    def __str__(self) -> str:
        return f"{self.scope_code} {self.starts_on} - {self.ends_on}"


class IntegrityPact(models.Model):
    """A signed pakta integritas: without one, no names."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pacts")
    number = models.CharField(max_length=100)
    signed_on = models.DateField()
    ends_on = models.DateField()
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-signed_on", "-id"]

    def __str__(self) -> str:
        return self.number


class Invitation(models.Model):
    """A link by which somebody makes an account, or a new password. Only the hash of the link is kept."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=150)
    institution = models.CharField(max_length=150, blank=True)
    role_code = models.CharField(max_length=20, choices=ROLE_CHOICES)
    scope_codes = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    paper = models.CharField(max_length=200)
    # Whose password is to be made anew; empty for somebody new.
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]

    @property
    def role(self) -> Role:
        """The role that it is for."""
        return ROLES[self.role_code]

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and timezone.now() < self.expires_at

    def __str__(self) -> str:
        return self.full_name


class AuditEvent(models.Model):
    """One thing somebody did. No foreign keys: the log outlives its subjects.

    The database itself refuses changes and deletions (see the first migration).
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150, db_index=True)
    role_code = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    village_code = models.CharField(max_length=13, blank=True, db_index=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        assert self.pk is None, "an audit event is never changed"
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AssertionError("an audit event is never deleted")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The one row that writers of the log queue for: the last number and seal."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)
