"""Users, and the audit log that outlives what it describes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ngopeni.accounts.roles import ROLES, Permission, Role


class User(AbstractUser):
    """A person who signs in, in one role."""

    full_name = models.CharField(max_length=150)
    role_code = models.CharField(max_length=20, choices=[(role.code, role.name) for role in ROLES.values()])
    # The village an operator works in; empty for everybody else.
    village_code = models.CharField(max_length=13, blank=True)

    @property
    def role(self) -> Role:
        """The role, with its permissions."""
        return ROLES[self.role_code]

    def can(self, permission: Permission, village_code: str | None = None) -> bool:
        """Whether this person may do that, in that village where one is given."""
        if not self.is_active or permission not in self.role.permissions:
            return False
        return village_code is None or not self.role.is_of_one_village or village_code == self.village_code

    def __str__(self) -> str:
        return self.full_name or self.username


class AuditEvent(models.Model):
    """One thing somebody did. No foreign keys: the log outlives its subjects.

    The database itself refuses changes and deletions (see the first migration).
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-at", "-id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        assert self.pk is None, "an audit event is never changed"
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AssertionError("an audit event is never deleted")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"
