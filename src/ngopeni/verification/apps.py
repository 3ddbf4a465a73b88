from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "ngopeni.verification"
    default_auto_field = "django.db.models.BigAutoField"
