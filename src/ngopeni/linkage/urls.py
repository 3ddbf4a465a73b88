"""Addresses of this stage."""

from django.urls import path

from ngopeni.linkage.views import chains, judgements, overview, review

urlpatterns = [
    path("sambungan/", overview.overview, name="linkage"),
    path("sambungan/nilai/", review.review_pairs, name="review_pairs"),
    path("sambungan/nilai/<str:token>/", review.review_pair, name="review_pair"),
    path("sambungan/penilaian/", judgements.judgements, name="judgements"),
    path("sambungan/penilaian/<int:judgement_id>/batal/", judgements.withdraw, name="withdraw_judgement"),
    path("sambungan/rantai/", chains.cut_chains, name="cut_chains"),
]
