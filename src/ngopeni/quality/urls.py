"""Addresses of this stage."""

from django.urls import path

from ngopeni.quality.views import board, exports, findings, villages, waivers

urlpatterns = [
    path("mutu/", board.board, name="quality"),
    path("mutu/unduh/", exports.export_all, name="export_all_findings"),
    path("mutu/desa/", villages.villages, name="quality_villages"),
    path("mutu/desa/<str:village_code>/", villages.village, name="quality_village"),
    path("mutu/desa/<str:village_code>/unduh/", exports.export_village, name="export_village_findings"),
    path("mutu/pengecualian/", waivers.waivers, name="waivers"),
    path("mutu/pengecualian/<int:waiver_id>/cabut/", waivers.withdraw, name="withdraw_waiver"),
    path("mutu/<slug:rule_code>/", board.rule, name="quality_rule"),
    # Rows without a village stand under the code of the regency.
    path("mutu/<slug:rule_code>/desa/<str:village_code>/", findings.findings, name="findings"),
    path("mutu/<slug:rule_code>/desa/<str:village_code>/kecualikan/", waivers.waive, name="waive"),
    path("mutu/<slug:rule_code>/desa/<str:village_code>/unduh/", exports.export_rule, name="export_findings"),
]
