"""Addresses of this stage."""

from django.urls import path

from ngopeni.assignment.views import decree_steps, decrees, documents, papers, proposals, rulings, teams, waves

urlpatterns = [
    path("gelombang/", waves.waves, name="waves"),
    path("gelombang/baru/", waves.open_wave, name="open_wave"),
    path("gelombang/<int:number>/", waves.wave, name="wave"),
    path("gelombang/<int:number>/batal/", waves.cancel_wave, name="cancel_wave"),
    path("gelombang/<int:number>/ketentuan/", rulings.rule_pair, name="rule_pair"),
    path("gelombang/<int:number>/ketentuan/<int:ruling_id>/cabut/", rulings.withdraw_ruling, name="withdraw_ruling"),
    path("gelombang/<int:number>/bahas/", rulings.say, name="say"),
    path("gelombang/<int:number>/hitung/", proposals.propose, name="propose_plan"),
    path("gelombang/<int:number>/bobot/", proposals.weigh, name="weigh"),
    path("gelombang/<int:number>/rancangan-evaluasi/", papers.evaluation_design, name="evaluation_design"),
    path("gelombang/<int:number>/rancangan-evaluasi/berkas/", papers.design_file, name="design_file"),
    path("gelombang/<int:number>/usulan/<int:proposal_number>/", proposals.proposal, name="proposal_plan"),
    path("gelombang/<int:number>/usulan/<int:proposal_number>/unduh/", papers.proposal_file, name="proposal_file"),
    path("gelombang/<int:number>/usulan/<int:proposal_number>/coba/", proposals.what_if, name="what_if"),
    path("gelombang/<int:number>/usulan/<int:proposal_number>/setujui/", proposals.approve, name="approve_proposal"),
    path(
        "gelombang/<int:number>/usulan/<int:proposal_number>/desa/<str:village_code>/",
        proposals.proposal_village,
        name="proposal_village",
    ),
    path("keputusan/", decrees.decrees, name="decrees"),
    path("keputusan/rancang/<int:wave_number>/", decrees.draft_decree, name="draft_decree"),
    path("keputusan/<int:decree_id>/", decrees.decree, name="decree"),
    path("keputusan/<int:decree_id>/naskah/", documents.decree_texts, name="decree_texts"),
    path("keputusan/<int:decree_id>/pdf/", documents.decree_pdf, name="decree_pdf"),
    path("keputusan/<int:decree_id>/docx/", documents.decree_docx, name="decree_docx"),
    path("keputusan/<int:decree_id>/pindaian/", documents.decree_scan, name="decree_scan"),
    path("keputusan/<int:decree_id>/anggota/", teams.name_member, name="name_member"),
    path("keputusan/<int:decree_id>/anggota/<int:member_id>/", teams.change_member, name="change_member"),
    path("keputusan/<int:decree_id>/anggota/<int:member_id>/keluarkan/", teams.drop_member, name="drop_member"),
    path("keputusan/<int:decree_id>/ajukan/", decree_steps.submit_decree, name="submit_decree"),
    path("keputusan/<int:decree_id>/kembalikan/", decree_steps.return_decree, name="return_decree"),
    path("keputusan/<int:decree_id>/buang/", decree_steps.discard_decree, name="discard_decree"),
    path("keputusan/<int:decree_id>/tandatangani/", decree_steps.sign_decree, name="sign_decree"),
    path("keputusan/<int:decree_id>/berlakukan/", decree_steps.put_decree_in_force, name="put_decree_in_force"),
    path("keputusan/<int:decree_id>/ubah/", decrees.amend_decree, name="amend_decree"),
    path("keputusan/<int:decree_id>/cabut/", decrees.revoke_decree, name="revoke_decree"),
    path("desa/<str:village_code>/tim/", teams.village_team, name="village_team"),
]
