"""Addresses of this stage."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ngopeni.accounts import views
from ngopeni.accounts.permissions import open_to_all

urlpatterns = [
    path("masuk/", views.sign_in, name="login"),
    path("masuk/peragaan/", views.demo_login, name="demo_login"),
    path("keluar/", open_to_all(LogoutView.as_view()), name="logout"),
]
