"""Addresses of this stage."""

from django.urls import path

from ngopeni.jobs import views

urlpatterns = [
    path("pekerjaan/<int:job_id>/", views.job, name="job"),
    path("pekerjaan/<int:job_id>/batal/", views.cancel, name="cancel_job"),
]
