"""Addresses of this stage."""

from django.urls import path

from ngopeni.difference import views

urlpatterns = [path("perubahan/", views.changes, name="changes")]
