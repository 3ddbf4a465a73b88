"""What needs somebody, said once, with the page on which to mend it."""

from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.dashboard.attention import matters

TODAY = dt.date(2025, 3, 1)
AS_OF = dt.date(2024, 12, 31)
OLD, NEW = dt.date(2023, 12, 31), dt.date(2024, 12, 31)


class Shown:
    """A snapshot that holds just these tables."""

    def __init__(self, **tables):
        self.as_of = AS_OF
        self.tables = tables

    def table(self, name):
        return self.tables.get(name, [])


def figure(code="idm_score", source="s1", measured_on=NEW):
    return {"input_code": code, "source_id": source, "measured_on": measured_on}


def source(profile="boundary"):
    return {"profile": profile}


def aside(*rules):
    """Rows set aside, one for each rule; the first has a second finding, and counts once."""
    rows = [{"source_id": "s1", "row_number": place, "rule_code": rule} for place, rule in enumerate(rules, 1)]
    return [{**row, "is_set_aside": True} for row in [rows[0], *rows]]


def zone(colour="red", number=1, assessed_on=AS_OF):
    return {"zone": colour, "version_number": number, "assessed_on": assessed_on}


def well(**changes):
    """A snapshot about which there is nothing to say."""
    tables = {
        "zone": [zone()],
        "zone_input": [figure()],
        "zone_reason": [{"source_id": "s1", "input_code": "idm_score"}],
        "source": [source()],
    }
    return Shown(**(tables | changes))


def said(shot, *, language="id", **waiting):
    counts = {"drafts": 0, "objections": 0, "uploads": 0} | waiting
    return [(each.link, each.text) for each in matters(shot, **counts, today=TODAY, language=language)]


def test_where_all_is_well_nothing_is_said():
    assert said(well()) == []


@pytest.mark.parametrize(
    ("waiting", "link", "words"),
    [
        ({"drafts": 2}, "/zona/", "2 rancangan zona menunggu"),
        ({"objections": 3}, "/zona/sanggahan/", "3 sanggahan desa menunggu"),
        ({"uploads": 1}, "/sumber/", "1 berkas sudah diunggah"),
    ],
)
def test_what_waits_for_a_decision_is_counted(waiting, link, words):
    ((found, text),) = said(well(), **waiting)
    assert found == link
    assert text.startswith(words)


@pytest.mark.parametrize(
    ("changes", "link", "words"),
    [
        ({"zone_input": [], "zone_reason": []}, "/sumber/unggah/", "Belum ada angka desa"),
        ({"zone": [zone("unassessed", 0)]}, "/zona/", "zona belum ditetapkan"),
        (
            {"zone": [zone(), zone("unassessed")]},
            "/desa/?zona=unassessed",
            "1 dari 2 desa/kelurahan belum dapat",
        ),
        ({"source": []}, "/sumber/unggah/", "masih perkiraan"),
        # A row of another regency in a provincial file needs nobody.
        (
            {"import_finding": aside("INTAKE-101", "INTAKE-115", "INTAKE-111")},
            "/sumber/",
            "2 baris berkas disisihkan",
        ),
        ({"zone_input": [figure(measured_on=dt.date(2023, 9, 1))]}, "/sumber/", "sudah 18 bulan"),
    ],
)
def test_what_is_wrong_with_the_data_is_said_with_its_page(changes, link, words):
    ((found, text),) = said(well(**changes))
    assert found == link
    assert words in text


def test_figures_are_not_old_a_month_too_early():
    assert said(well(zone_input=[figure(measured_on=dt.date(2023, 10, 1))])) == []


def test_newer_figures_than_those_behind_the_zones_are_told():
    earlier = [zone(assessed_on=OLD)]
    ((link, text),) = said(well(zone=earlier, zone_input=[figure(source="s2")]))
    assert link == "/zona/"
    assert text.startswith("Ada angka desa yang lebih baru daripada dasar penetapan zona (31 Desember 2023).")


def test_a_new_file_that_the_rule_does_not_look_at_is_not_called_newer_figures():
    # The zones rest on IDM of the year before; what came since is another indicator.
    figures = [figure(), figure("indicator:Air", "s2")]
    assert said(well(zone=[zone(assessed_on=OLD)], zone_input=figures)) == []


def test_the_most_urgent_comes_first_in_either_language():
    shot = well(source=[source("idm")], import_finding=aside("INTAKE-101"))
    links = ["/zona/", "/zona/sanggahan/", "/sumber/", "/sumber/unggah/", "/sumber/"]
    found = {}
    for language in ("id", "en"):
        rows = said(shot, drafts=1, objections=1, uploads=1, language=language)
        assert [link for link, _text in rows] == links
        found[language] = [text for _link, text in rows]
    assert not set(found["id"]) & set(found["en"])
