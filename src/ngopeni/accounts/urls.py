"""Addresses of this stage."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ngopeni.accounts.permissions import open_to_all
from ngopeni.accounts.views import (
    accept,
    account,
    decisions,
    grants,
    invitations,
    link,
    log,
    pacts,
    people,
    rights,
    second_factor,
    sign_in,
)

urlpatterns = [
    path("masuk/", sign_in.sign_in, name="login"),
    path("masuk/peragaan/", sign_in.demo_login, name="demo_login"),
    path("masuk/kode/", second_factor.second_factor, name="second_factor"),
    path("keluar/", open_to_all(LogoutView.as_view()), name="logout"),
    path("undangan/", accept.accept_invitation, name="accept_invitation"),
    path("undangan/<str:token>/", accept.open_invitation, name="open_invitation"),
    path("akun/", account.account, name="account"),
    path("akun/kode/", second_factor.set_up_second_factor, name="set_up_second_factor"),
    path("akun/kode/cadangan/", second_factor.renew_recovery_codes, name="renew_recovery_codes"),
    path("hak/", rights.rights, name="rights"),
    path("pengguna/", people.users, name="users"),
    path("pengguna/undangan/", invitations.invitations, name="invitations"),
    path("pengguna/undangan/baru/", invitations.invite, name="invite"),
    path("pengguna/undangan/<int:invitation_id>/tautan/", link.invitation_link, name="invitation_link"),
    path("pengguna/undangan/<int:invitation_id>/ganti/", link.renew_invitation, name="renew_invitation"),
    path("pengguna/undangan/<int:invitation_id>/tarik/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("pengguna/hak/<int:grant_id>/akhiri/", grants.end_grant, name="end_grant"),
    path("pengguna/<int:user_id>/", people.user, name="user"),
    path("pengguna/<int:user_id>/hak/", grants.give_grant, name="give_grant"),
    path("pengguna/<int:user_id>/kata-sandi/", invitations.new_password, name="new_password"),
    path("pengguna/<int:user_id>/<slug:decision>/", decisions.decide_account, name="decide_account"),
    path("pakta/", pacts.pacts, name="pacts"),
    path("pakta/naskah/", pacts.pact_text, name="pact_text"),
    path("pakta/orang/<int:user_id>/", pacts.record_pact, name="record_pact"),
    path("pakta/orang/<int:user_id>/pastikan/", pacts.confirm_holder, name="confirm_holder"),
    path("pakta/<int:pact_id>/cabut/", pacts.withdraw_pact, name="withdraw_pact"),
    path("catatan/", log.log, name="log"),
    path("catatan/periksa/", log.check_log, name="check_log"),
    path("catatan/unduh/", log.export_log, name="export_log"),
]
