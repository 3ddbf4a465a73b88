"""Addresses of this stage."""

from django.urls import path

from ngopeni.linkage.views import chains, judgements, overview, review, rows

urlpatterns = [
    path("sambungan/", overview.overview, name="linkage"),
    path("sambungan/nilai/", review.review_pairs, name="review_pairs"),
    path("sambungan/nilai/<str:token>/", review.review_pair, name="review_pair"),
    path("sambungan/penilaian/", judgements.judgements, name="judgements"),
    path("sambungan/penilaian/<int:judgement_id>/batal/", judgements.withdraw, name="withdraw_judgement"),
    path("sambungan/baris/<str:source_id>/<int:row_number>/", rows.row_links, name="row_links"),
    path("sambungan/desa/<str:village_code>/", rows.village_links, name="village_links"),
    path("sambungan/rantai/", chains.cut_chains, name="cut_chains"),
]
