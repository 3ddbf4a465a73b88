from django.apps import AppConfig


class DifferenceConfig(AppConfig):
    name = "ngopeni.difference"
    default_auto_field = "django.db.models.BigAutoField"
