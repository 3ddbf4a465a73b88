"""Addresses of this stage."""

from django.urls import path

from ngopeni.intake import views

urlpatterns = [
    path("sumber/", views.sources, name="sources"),
    path("sumber/unggah/", views.bring, name="bring"),
    path("sumber/unggah/<uuid:upload_id>/", views.upload, name="upload"),
    path("sumber/unggah/<uuid:upload_id>/kolom/", views.match, name="match_columns"),
    path("sumber/unggah/kelompok/<uuid:batch_id>/", views.batch, name="batch"),
    path("sumber/unggah/<uuid:upload_id>/hapus/", views.discard, name="discard_upload"),
    path("sumber/<str:source_id>/", views.source, name="source"),
    path("sumber/<str:source_id>/disisihkan/", views.set_aside_rows, name="set_aside_rows"),
    path("sumber/<str:source_id>/tarik/", views.withdraw, name="withdraw_source"),
]
