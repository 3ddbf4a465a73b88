"""Every page with its place and who may open it, decided by hand; tests compare it with what the pages do."""

from __future__ import annotations

from django.urls import URLPattern, get_resolver, reverse

from ngopeni.conftest import ROLES as ROLE_OF

# Pages about the person alone: everybody who has signed in.
OWN = {"second_factor", "set_up_second_factor", "renew_recovery_codes", "account"}
# Pages that need no sign-in.
OPEN = {"login", "demo_login", "logout", "set_language", "open_invitation", "accept_invitation"}
EVERYBODY = " ".join(ROLE_OF)
FILES = "analis dinsos"
NAME_READERS = "analis anggota dinsos kades operator"
EXPORTERS = "analis dinsos operator"
QUALITY_READERS = "analis ketua bupati kadin anggota dinsos camat kades operator pemeriksa"
COUNTER = "kades operator"
DISCUSSING = "analis ketua kadin dinsos hukum camat"
CONTACT_READERS = "analis ketua bupati kadin anggota dinsos hukum camat kades operator"
DRAFTERS = "analis hukum"
TEAM_NAMERS = "analis kadin hukum"
READ_PAPERS = "analis ketua bupati dinsos hukum pemeriksa pengelola"
# Pages about a decree that everybody reads once it is signed.
OF_DRAFTS = {"decree", "decree_pdf", "decree_docx"}
# Page, its place in the address, who may open it.
MATRIX = {
    "home": ({}, EVERYBODY),
    "map": ({}, EVERYBODY),
    "map_picture": ({"kind": "svg"}, EVERYBODY),
    "chart_picture": ({"kind": "svg"}, EVERYBODY),
    "villages": ({}, EVERYBODY),
    "needs": ({}, EVERYBODY),
    "changes": ({}, EVERYBODY),
    "village": ({"village_code": "own"}, EVERYBODY),
    "residents": ({"village_code": "own"}, NAME_READERS),
    "export_residents": ({"village_code": "own"}, EXPORTERS),
    "household": ({"source_id": "source", "row_number": 1}, NAME_READERS),
    "person": ({"source_id": "source", "row_number": 1}, NAME_READERS),
    "reveal": ({"source_id": "source", "row_number": 1}, NAME_READERS),
    "district": ({"district_code": "33.19.01"}, EVERYBODY),
    "search": ({}, EVERYBODY),
    "dictionary": ({}, EVERYBODY),
    "glossary": ({}, EVERYBODY),
    "help": ({}, EVERYBODY),
    "style": ({}, EVERYBODY),
    "protection": ({}, READ_PAPERS),
    "processing_register": ({}, READ_PAPERS),
    "impact_assessment": ({}, READ_PAPERS),
    "retention": ({}, READ_PAPERS),
    "breach": ({}, READ_PAPERS),
    "download_table": ({"name": "village"}, EVERYBODY),
    "zones": ({}, EVERYBODY),
    "write_rule": ({}, "analis"),
    "preview_rule": ({}, "analis"),
    "rule": ({"code": "rule"}, EVERYBODY),
    "rule_file": ({"code": "rule"}, EVERYBODY),
    "draft_version": ({"code": "rule"}, "analis"),
    "version": ({"number": 1}, EVERYBODY),
    "approve_version": ({"number": 1}, "ketua"),
    "discard_version": ({"number": 1}, "analis"),
    "download_version": ({"number": 1}, EVERYBODY),
    "comparison": ({}, EVERYBODY),
    "objections": ({}, EVERYBODY),
    "answer_objection": ({"objection_id": "objection"}, "analis ketua"),
    "raise_objection": ({"village_code": "own"}, "analis camat kades operator"),
    "waves": ({}, EVERYBODY),
    "open_wave": ({}, "analis"),
    "wave": ({"number": 1}, EVERYBODY),
    "cancel_wave": ({"number": 1}, "analis"),
    "hand_over": ({"number": 1, "village_code": "assisted"}, "ketua"),
    "rule_pair": ({"number": 1}, "analis"),
    "withdraw_ruling": ({"number": 1, "ruling_id": "ruling"}, "analis"),
    "say": ({"number": 1}, DISCUSSING),
    "propose_plan": ({"number": 1}, "analis"),
    "weigh": ({"number": 1}, "analis"),
    "evaluation_design": ({"number": 1}, EVERYBODY),
    "design_file": ({"number": 1}, EVERYBODY),
    "proposal_plan": ({"number": 1, "proposal_number": 1}, EVERYBODY),
    "proposal_file": ({"number": 1, "proposal_number": 1}, EVERYBODY),
    "what_if": ({"number": 1, "proposal_number": 1}, "analis"),
    "approve_proposal": ({"number": 1, "proposal_number": 1}, "ketua"),
    "proposal_village": ({"number": 1, "proposal_number": 1, "village_code": "assisted"}, EVERYBODY),
    "quality": ({}, QUALITY_READERS),
    "quality_villages": ({}, QUALITY_READERS),
    "quality_village": ({"village_code": "own"}, QUALITY_READERS),
    "quality_rule": ({"rule_code": "QUALITY-101"}, QUALITY_READERS),
    "findings": ({"rule_code": "QUALITY-101", "village_code": "own"}, NAME_READERS),
    "export_findings": ({"rule_code": "QUALITY-101", "village_code": "own"}, EXPORTERS),
    "export_village_findings": ({"village_code": "own"}, EXPORTERS),
    "export_all_findings": ({}, EXPORTERS),
    "waivers": ({}, NAME_READERS),
    "waive": ({"rule_code": "QUALITY-101", "village_code": "own"}, FILES),
    "withdraw_waiver": ({"waiver_id": "waiver"}, FILES),
    "linkage": ({}, QUALITY_READERS),
    "review_pairs": ({}, FILES),
    "review_pair": ({"token": "pair"}, FILES),
    "judgements": ({}, FILES),
    "withdraw_judgement": ({"judgement_id": "judgement"}, FILES),
    "cut_chains": ({}, FILES),
    "row_links": ({"source_id": "source", "row_number": 1}, NAME_READERS),
    "village_links": ({"village_code": "own"}, NAME_READERS),
    "counter": ({}, COUNTER),
    "village_counter": ({"village_code": "own"}, COUNTER),
    "counter_answer": ({"village_code": "own", "source_id": "source", "row_number": 1}, COUNTER),
    "serve_resident": ({"village_code": "own"}, COUNTER),
    "slip": ({"village_code": "own", "year": 2026, "number": 1}, COUNTER),
    "proposals": ({"village_code": "own"}, COUNTER),
    "propose_new": ({"village_code": "own"}, COUNTER),
    "propose": ({"village_code": "own", "source_id": "source", "row_number": 1}, COUNTER),
    "proposal": ({"village_code": "own", "year": 2026, "number": 1}, COUNTER),
    "decrees": ({}, EVERYBODY),
    "decree": ({"decree_id": "decree"}, EVERYBODY),
    "draft_decree": ({"wave_number": 1}, DRAFTERS),
    "decree_texts": ({"decree_id": "decree"}, DRAFTERS),
    "decree_pdf": ({"decree_id": "decree"}, EVERYBODY),
    "decree_docx": ({"decree_id": "decree"}, EVERYBODY),
    "decree_scan": ({"decree_id": "decree"}, CONTACT_READERS),
    "name_member": ({"decree_id": "decree"}, TEAM_NAMERS),
    "change_member": ({"decree_id": "decree", "member_id": "member"}, TEAM_NAMERS),
    "drop_member": ({"decree_id": "decree", "member_id": "member"}, TEAM_NAMERS),
    "link_account": ({"decree_id": "decree", "member_id": "member"}, TEAM_NAMERS),
    "withdraw_decree": ({"decree_id": "decree"}, "hukum"),
    "settle_decree": ({"decree_id": "decree"}, "hukum"),
    "submit_decree": ({"decree_id": "decree"}, DRAFTERS),
    "return_decree": ({"decree_id": "decree"}, "hukum"),
    "discard_decree": ({"decree_id": "decree"}, DRAFTERS),
    "sign_decree": ({"decree_id": "decree"}, "hukum"),
    "put_decree_in_force": ({"decree_id": "decree"}, "hukum"),
    "amend_decree": ({"decree_id": "decree"}, DRAFTERS),
    "revoke_decree": ({"decree_id": "decree"}, DRAFTERS),
    "village_team": ({"village_code": "own"}, EVERYBODY),
    "institutions": ({}, EVERYBODY),
    "institution": ({"code": "institution"}, EVERYBODY),
    "add_institution": ({}, "analis"),
    "change_institution": ({"code": "institution"}, "analis"),
    "institution_mandates": ({"code": "institution"}, "analis"),
    "institution_capacity": ({"code": "institution"}, "analis"),
    "add_agreement": ({"code": "institution"}, "analis"),
    "agreement_file": ({"agreement_id": "agreement"}, CONTACT_READERS),
    "state_conflict": ({"code": "institution"}, "analis"),
    "end_conflict": ({"conflict_id": "conflict"}, "analis"),
    "retire_institution": ({"code": "institution"}, "analis"),
    "import_institutions": ({}, "analis"),
    "download_institutions": ({}, EVERYBODY),
    "sources": ({}, EVERYBODY),
    "source": ({"source_id": "source"}, EVERYBODY),
    "bring": ({}, FILES),
    "upload": ({"upload_id": "upload"}, FILES),
    "match_columns": ({"upload_id": "upload"}, FILES),
    "batch": ({"batch_id": "batch"}, FILES),
    "set_aside_rows": ({"source_id": "source"}, FILES),
    "discard_upload": ({"upload_id": "upload"}, FILES),
    "withdraw_source": ({"source_id": "source"}, FILES),
    "rights": ({}, EVERYBODY),
    "users": ({}, "pengelola"),
    "user": ({"user_id": "user"}, "pengelola"),
    "give_grant": ({"user_id": "user"}, "pengelola"),
    "end_grant": ({"grant_id": "grant"}, "pengelola"),
    "decide_account": ({"user_id": "user", "decision": "tutup"}, "pengelola"),
    "new_password": ({"user_id": "user"}, "pengelola"),
    "invitations": ({}, "pengelola"),
    "invite": ({}, "pengelola"),
    "invitation_link": ({"invitation_id": "invitation"}, "pengelola"),
    "renew_invitation": ({"invitation_id": "invitation"}, "pengelola"),
    "withdraw_invitation": ({"invitation_id": "invitation"}, "pengelola"),
    "pacts": ({}, "dinsos hukum"),
    "pact_text": ({}, EVERYBODY),
    "record_pact": ({"user_id": "user"}, "dinsos hukum"),
    "confirm_holder": ({"user_id": "user"}, "dinsos hukum"),
    "withdraw_pact": ({"pact_id": "pact"}, "dinsos hukum"),
    "log": ({}, "pemeriksa"),
    "check_log": ({}, "pemeriksa"),
    "export_log": ({}, "pemeriksa"),
    "job": ({"job_id": "job"}, EVERYBODY),
    "cancel_job": ({"job_id": "job"}, EVERYBODY),
}
# What stands about persons: closed without a recorded pakta integritas too.
ABOUT_PERSONS = {"residents", "export_residents", "household", "person", "reveal"}
ABOUT_PERSONS |= {"findings", "export_findings", "export_village_findings", "export_all_findings"}
ABOUT_PERSONS |= {"waivers", "withdraw_waiver", "set_aside_rows"}
ABOUT_PERSONS |= {"review_pairs", "review_pair", "judgements", "withdraw_judgement", "cut_chains"}
ABOUT_PERSONS |= {"row_links", "village_links"}
ABOUT_PERSONS |= {name for name, (_, who) in MATRIX.items() if who == COUNTER}
# How wide the grants of these are; everybody else works in one village.
WHOLE_REGENCY = "analis ketua bupati dinsos hukum pemeriksa pengelola"
ONE_DISTRICT = "camat"
# These act at once, so GET is refused to those who may, and a GET of another is refused before.
ONLY_POST = {"preview_rule", "draft_version", "approve_version", "discard_version", "cancel_job", "waive"}
ONLY_POST |= {"withdraw_ruling", "say", "propose_plan"}
ONLY_POST |= {"serve_resident", "withdraw_invitation", "renew_invitation", "check_log", "export_log"}


def all_pages() -> dict[str, URLPattern]:
    """Every address of the project by its name."""
    found: dict[str, URLPattern] = {}

    def walk(patterns: list[object]) -> None:
        for each in patterns:
            if isinstance(each, URLPattern):
                assert each.name, f"{each.pattern} has no name"
                assert each.name not in found, f"{each.name} is given twice"
                found[each.name] = each
            else:
                walk(each.url_patterns)

    walk(get_resolver().url_patterns)
    return found


def address(name: str, places: dict[str, object]) -> str:
    """The address of a page, with what it names."""
    kwargs = {key: places.get(value, value) for key, value in MATRIX[name][0].items()}
    return reverse(name, kwargs=kwargs)


def expected(name: str, may: bool, brings_files: bool, reads_drafts: bool) -> set[int]:
    """The statuses that a GET may have."""
    if not may:
        return {403}
    if name in OF_DRAFTS and not reads_drafts:
        # The decree is a draft: read by those alone who work on it.
        return {403}
    if name == "job":
        # The job of another: for those who bring files, and not there at all for everybody else.
        return {200} if brings_files else {404}
    if name in {"household", "person", "reveal", "row_links"}:
        # Nobody stands there; whoever reads one village is not told so.
        return {404} if brings_files else {403}
    if name in ONLY_POST:
        return {405}
    # Some pages have nothing to show here (no file behind the upload, no series): still theirs to open.
    special = {
        "upload": {422},
        "match_columns": {422},
        "chart_picture": {404},
        # One village, so the counter goes straight to it; and there nobody is listed.
        "counter": {302},
        "counter_answer": {404},
        # Without people there are no pairs.
        "review_pair": {404},
        "propose": {404},
        "export_residents": {404},
        # The wave is approved: there is nothing more to settle, and its page says so.
        "approve_proposal": {302},
        "discard_upload": {302},
        # A draft has no scan, gives no rights, and stands where neither a signature nor an amendment is next.
        "decree_scan": {404},
        "return_decree": {302},
        "sign_decree": {302},
        "put_decree_in_force": {302},
        "amend_decree": {302},
        "revoke_decree": {302},
        "withdraw_decree": {302},
        "settle_decree": {302},
        "link_account": {302},
        "withdraw_source": {302},
    }
    return special.get(name, {200})
