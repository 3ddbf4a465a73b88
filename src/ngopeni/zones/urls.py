"""Addresses of this stage."""

from django.urls import path

from ngopeni.zones.views import objections, rules, versions

urlpatterns = [
    path("zona/", versions.zones, name="zones"),
    path("zona/aturan/baru/", rules.write_rule, name="write_rule"),
    path("zona/aturan/pratinjau/", rules.preview_rule, name="preview_rule"),
    path("zona/aturan/<slug:code>/", rules.rule, name="rule"),
    path("zona/aturan/<slug:code>/berkas/", rules.rule_file, name="rule_file"),
    path("zona/aturan/<slug:code>/rancang/", versions.draft, name="draft_version"),
    path("zona/penetapan/<int:number>/", versions.version, name="version"),
    path("zona/penetapan/<int:number>/setujui/", versions.approve, name="approve_version"),
    path("zona/penetapan/<int:number>/batal/", versions.discard, name="discard_version"),
    path("zona/banding/", versions.comparison, name="comparison"),
    path("zona/sanggahan/", objections.objections, name="objections"),
    path("zona/sanggahan/<int:objection_id>/", objections.answer, name="answer_objection"),
    path("zona/sanggah/<str:village_code>/", objections.raise_objection, name="raise_objection"),
]
