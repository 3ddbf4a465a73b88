"""Addresses of this stage."""

from django.urls import path

from ngopeni.dashboard.views import home, maps, needs, people, people_export, protection, reference, search, villages

urlpatterns = [
    path("", home.home, name="home"),
    path("peta/", maps.village_map, name="map"),
    path("peta/gambar.<str:kind>", maps.map_picture, name="map_picture"),
    path("grafik/kemiskinan.<str:kind>", maps.chart_picture, name="chart_picture"),
    path("desa/", villages.villages, name="villages"),
    path("desa/<str:village_code>/", villages.village, name="village"),
    path("desa/<str:village_code>/warga/", people.residents, name="residents"),
    path("desa/<str:village_code>/warga/unduh/", people_export.export_residents, name="export_residents"),
    path("keluarga/<str:source_id>/<int:row_number>/", people.household, name="household"),
    path("orang/<str:source_id>/<int:row_number>/", people.person, name="person"),
    path("orang/<str:source_id>/<int:row_number>/buka/", people.open_numbers, name="reveal"),
    path("kebutuhan/", needs.needs_page, name="needs"),
    path("kecamatan/<str:district_code>/", villages.district, name="district"),
    path("cari/", search.search, name="search"),
    path("kamus/", reference.dictionary, name="dictionary"),
    path("glosarium/", reference.glossary, name="glossary"),
    path("panduan/", reference.help_page, name="help"),
    path("gaya/", reference.style, name="style"),
    path("pelindungan-data/", protection.protection, name="protection"),
    path("pelindungan-data/pemrosesan/", protection.processing_register, name="processing_register"),
    path("pelindungan-data/dampak/", protection.impact_assessment, name="impact_assessment"),
    path("pelindungan-data/penyimpanan/", protection.retention, name="retention"),
    path("pelindungan-data/kegagalan/", protection.breach, name="breach"),
    path("unduh/zona/<int:number>.xlsx", reference.download_version, name="download_version"),
    path("unduh/<str:name>.xlsx", reference.download_table, name="download_table"),
]
