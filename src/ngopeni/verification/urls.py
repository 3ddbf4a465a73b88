"""Addresses of this stage."""

from django.urls import path

from ngopeni.verification.views import looking, proposals, visits

urlpatterns = [
    path("loket/", looking.counter, name="counter"),
    path("loket/<str:village_code>/", looking.village_counter, name="village_counter"),
    path(
        "loket/<str:village_code>/warga/<str:source_id>/<int:row_number>/",
        looking.counter_answer,
        name="counter_answer",
    ),
    path("loket/<str:village_code>/layanan/", visits.serve_resident, name="serve_resident"),
    path("loket/<str:village_code>/layanan/<int:year>/<int:number>/", visits.slip, name="slip"),
    path("loket/<str:village_code>/usulan/", proposals.proposals, name="proposals"),
    path("loket/<str:village_code>/usulan/baru/", proposals.propose_new, name="propose_new"),
    path(
        "loket/<str:village_code>/usulan/baru/<str:source_id>/<int:row_number>/",
        proposals.propose,
        name="propose",
    ),
    path("loket/<str:village_code>/usulan/<int:year>/<int:number>/", proposals.proposal, name="proposal"),
]
