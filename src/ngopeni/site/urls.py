"""Root addresses."""

from django.urls import include, path
from django.views.i18n import set_language

from ngopeni.accounts.permissions import open_to_all

urlpatterns = [
    path("", include("ngopeni.dashboard.urls")),
    path("", include("ngopeni.verification.urls")),
    path("", include("ngopeni.difference.urls")),
    path("", include("ngopeni.partners.urls")),
    path("", include("ngopeni.assignment.urls")),
    path("", include("ngopeni.zones.urls")),
    path("", include("ngopeni.quality.urls")),
    path("", include("ngopeni.linkage.urls")),
    path("", include("ngopeni.intake.urls")),
    path("", include("ngopeni.jobs.urls")),
    path("", include("ngopeni.accounts.urls")),
    path("bahasa/", open_to_all(set_language), name="set_language"),
]
