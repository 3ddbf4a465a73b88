from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "ngopeni.zones"
    default_auto_field = "django.db.models.BigAutoField"
