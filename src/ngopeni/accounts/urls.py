"""Addresses of this stage."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ngopeni.accounts.permissions import open_to_all
from ngopeni.accounts.views import account, second_factor, sign_in

urlpatterns = [
    path("masuk/", sign_in.sign_in, name="login"),
    path("masuk/peragaan/", sign_in.demo_login, name="demo_login"),
    path("masuk/kode/", second_factor.second_factor, name="second_factor"),
    path("keluar/", open_to_all(LogoutView.as_view()), name="logout"),
    path("akun/", account.account, name="account"),
    path("akun/kode/", second_factor.set_up_second_factor, name="set_up_second_factor"),
    path("akun/kode/cadangan/", second_factor.renew_recovery_codes, name="renew_recovery_codes"),
]
