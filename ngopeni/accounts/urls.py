"""Addresses of this stage."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ngopeni.accounts import views

urlpatterns = [
    path("masuk/", views.sign_in, name="login"),
    path("masuk/peragaan/", views.demo_login, name="demo_login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
]
