"""Who may open which page, stated as a table and compared with what the pages really do."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from ngopeni.accounts.actions import invite_to_new_password
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.conftest import ROLES as ROLE_OF
from ngopeni.intake.models import Upload
from ngopeni.jobs.actions import enqueue
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.quality.models import Waiver
from ngopeni.verification.models import CounterVisit, Proposal
from ngopeni.zones.actions import approve, draft_version
from ngopeni.zones.models import Objection
from ngopeni.zones.rule_file import shipped_rules

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
READ_PAPERS = "analis ketua bupati dinsos hukum pemeriksa pengelola"
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
    "counter": ({}, COUNTER),
    "village_counter": ({"village_code": "own"}, COUNTER),
    "counter_answer": ({"village_code": "own", "source_id": "source", "row_number": 1}, COUNTER),
    "serve_resident": ({"village_code": "own"}, COUNTER),
    "slip": ({"village_code": "own", "year": 2026, "number": 1}, COUNTER),
    "proposals": ({"village_code": "own"}, COUNTER),
    "propose_new": ({"village_code": "own"}, COUNTER),
    "propose": ({"village_code": "own", "source_id": "source", "row_number": 1}, COUNTER),
    "proposal": ({"village_code": "own", "year": 2026, "number": 1}, COUNTER),
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
    "withdraw_invitation": ({"invitation_id": "invitation"}, "pengelola"),
    "pacts": ({}, "dinsos hukum"),
    "pact_text": ({}, EVERYBODY),
    "record_pact": ({"user_id": "user"}, "dinsos hukum"),
    "withdraw_pact": ({"pact_id": "pact"}, "dinsos hukum"),
    "log": ({}, "pemeriksa"),
    "check_log": ({}, "pemeriksa"),
    "export_log": ({}, "pemeriksa"),
    "job": ({"job_id": "job"}, EVERYBODY),
    "cancel_job": ({"job_id": "job"}, EVERYBODY),
}
# These act at once, so GET is refused to those who may, and a GET of another is refused before.
ONLY_POST = {"preview_rule", "draft_version", "approve_version", "discard_version", "cancel_job", "waive"}
ONLY_POST |= {"serve_resident", "withdraw_invitation", "check_log", "export_log"}
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


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


def test_every_page_asks_for_a_permission_or_is_declared_open():
    for name, pattern in all_pages().items():
        assert hasattr(pattern.callback, "required_permission"), name
        wanted = pattern.callback.required_permission
        assert (wanted is None) is (name in OPEN | OWN), name
        assert wanted is None or isinstance(wanted, Permission), name


def test_the_table_below_names_every_page():
    assert set(MATRIX) == set(all_pages()) - OPEN - OWN


def test_the_table_agrees_with_the_roles():
    usernames = {role: username for username, role in ROLE_OF.items()}
    for name, (_, who) in MATRIX.items():
        wanted = all_pages()[name].callback.required_permission
        assert {usernames[role.code] for role in ROLES.values() if wanted in role.permissions} == set(who.split()), name


@pytest.fixture
def places(published, people):
    """What the addresses name: a rule, an approved version, an objection, an upload, a job, a source."""
    from ngopeni.cli.batch import build_now

    rule = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")
    analyst, operator = people["analis"], people["operator"]
    shot = snapshot_at(published)
    version = draft_version(
        rule=rule, folder=shot.folder, as_of=shot.as_of, edition=current_edition(published), by=analyst
    )
    approve(workspace=published, version=version, reason="Untuk uji.", by=people["ketua"])
    build_now(published, silent)
    number = {"village_code": operator.village_code, "year": 2026, "number": 1, "as_of": shot.as_of}
    Proposal.objects.create(**number, kind="new", note="Untuk uji.", received_by=operator, received_at=timezone.now())
    visited = {"result": "not_listed", "purpose": "status", "edition": current_edition(published)}
    CounterVisit.objects.create(**number, **visited, by=operator, at=timezone.now())
    waiting = Upload.objects.create(id=uuid.uuid4(), file_name="x.csv", size_bytes=1, brought_by=analyst)
    return {
        "own": operator.village_code,
        "other": next(
            row["village_code"] for row in shot.table("village") if row["village_code"] != operator.village_code
        ),
        "rule": rule.code,
        "objection": Objection.objects.create(
            version=version, village_code=operator.village_code, text="Uji.", raised_by=operator
        ).pk,
        "upload": waiting.pk,
        "batch": waiting.batch,
        "waiver": Waiver.objects.create(
            rule_code="QUALITY-101",
            subject_key="uji/1",
            fingerprint="abcde",
            village_code=operator.village_code,
            profile="bdt2015",
            source_id="0" * 12,
            reason="Untuk uji saja.",
            expires_on=timezone.localdate(),
            decided_by=analyst,
            decided_on=timezone.localdate(),
        ).pk,
        "user": operator.pk,
        "grant": operator.grants.get().pk,
        "pact": operator.pacts.get().pk,
        "invitation": invite_to_new_password(user=operator, by=people["pengelola"])[0].pk,
        "job": enqueue("build", by=analyst).pk,
        "source": shot.table("source")[0]["source_id"],
    }


def address(name: str, places: dict[str, object]) -> str:
    kwargs = {key: places.get(value, value) for key, value in MATRIX[name][0].items()}
    return reverse(name, kwargs=kwargs)


def expected(name: str, may: bool, brings_files: bool) -> set[int]:
    """The statuses that a GET may have."""
    if not may:
        return {403}
    if name == "job":
        # The job of another: for those who bring files, and not there at all for everybody else.
        return {200} if brings_files else {404}
    if name in {"household", "person", "reveal"}:
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
        "propose": {404},
        "export_residents": {404},
        "discard_upload": {302},
        "withdraw_source": {302},
    }
    return special.get(name, {200})


def test_pages_open_to_whom_the_table_says_and_to_nobody_else(places, client_as):
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for name, (_, who) in MATRIX.items():
            status = client.get(address(name, places)).status_code
            if status not in expected(name, username in who.split(), username in FILES.split()):
                wrong.append((username, name, status))
    assert wrong == []


def test_acting_is_refused_to_whom_the_table_does_not_name(places, client_as):
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for name, (_, who) in MATRIX.items():
            if username not in who.split() and client.post(address(name, places)).status_code != 403:
                wrong.append((username, name))
    assert wrong == []


def test_somebody_unknown_is_sent_to_sign_in(places, client_as):
    client = Client()
    for name in MATRIX:
        path = address(name, places)
        for answer in (client.get(path), client.post(path)):
            assert (answer.status_code, answer.url.split("?")[0]) == (302, "/masuk/"), name
    assert client.get(reverse("login")).status_code == 200
    assert client.get("/tidak/ada/").status_code == 404


def test_an_operator_objects_for_the_own_village_alone(places, client_as):
    client = client_as("operator")
    own, other = (reverse("raise_objection", args=[places[which]]) for which in ("own", "other"))
    assert client.get(own).status_code == 200
    before = Objection.objects.count()
    for method in (client.get, client.post):
        assert method(other, {"text": "Jalan desa sudah diperbaiki."}).status_code == 403
    assert Objection.objects.count() == before
    assert client.post(own, {"text": "Jalan desa sudah diperbaiki."}).status_code == 302
    assert Objection.objects.count() == before + 1
    assert b"Ajukan sanggahan" in client.get(reverse("village", args=[places["own"]])).content
    assert b"Ajukan sanggahan" not in client.get(reverse("village", args=[places["other"]])).content


def test_every_page_comes_with_a_strict_policy(places, client_as):
    client = client_as("analis")
    answers = [client.get(address(name, places)) for name in MATRIX]
    answers += [client.get("/tidak/ada/"), client_as("bupati").get(address("bring", places))]
    answers += [Client().get(reverse("login")), Client().get("/")]
    for answer in answers:
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part)
        assert STRICT.items() <= policy.items(), answer.request["PATH_INFO"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        page = answer.content.decode("utf-8", "replace")
        if answer["Content-Type"].startswith("text/html"):
            for inline in (" style=", " onclick=", " onload=", "<style", "javascript:"):
                assert inline not in page, answer.request["PATH_INFO"]
