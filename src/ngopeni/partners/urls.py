"""Addresses of this stage."""

from django.urls import path

from ngopeni.partners.views import changing, files, institutions, papers

# Whatever stands where a code may stand is kept free in `checks.RESERVED`.
urlpatterns = [
    path("pendamping/", institutions.institutions, name="institutions"),
    path("pendamping/baru/", changing.add_institution, name="add_institution"),
    path("pendamping/impor/", files.import_institutions, name="import_institutions"),
    path("pendamping/unduh/", files.download_institutions, name="download_institutions"),
    path("pendamping/perjanjian/<int:agreement_id>/berkas/", papers.agreement_file, name="agreement_file"),
    path("pendamping/benturan/<int:conflict_id>/akhiri/", papers.end_conflict, name="end_conflict"),
    path("pendamping/<slug:code>/", institutions.institution, name="institution"),
    path("pendamping/<slug:code>/ubah/", changing.change_institution, name="change_institution"),
    path("pendamping/<slug:code>/mandat/", changing.institution_mandates, name="institution_mandates"),
    path("pendamping/<slug:code>/kapasitas/", changing.institution_capacity, name="institution_capacity"),
    path("pendamping/<slug:code>/perjanjian/", papers.add_agreement, name="add_agreement"),
    path("pendamping/<slug:code>/benturan/", papers.state_conflict, name="state_conflict"),
    path("pendamping/<slug:code>/keluar/", changing.retire_institution, name="retire_institution"),
]
