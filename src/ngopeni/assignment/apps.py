"""Registers the stage with Django."""

from django.apps import AppConfig


class AssignmentConfig(AppConfig):
    """Who assists which village."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ngopeni.assignment"
