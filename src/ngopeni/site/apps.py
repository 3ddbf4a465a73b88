from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "ngopeni.site"
    label = "ngopeni_site"
