"""Rule files: what is read, what is refused, what ships."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.areas.register import load_areas
from ngopeni.kernel.error import UserError
from ngopeni.zones.inputs import FIXED
from ngopeni.zones.rule import Normalisation
from ngopeni.zones.rule_fields import rule_from_fields, rule_to_fields
from ngopeni.zones.rule_file import FOLDER, rule_from_text, rule_to_text, shipped_rules
from ngopeni.zones.tests.cases import rules

PART = {
    "village_types": ["desa"],
    "inputs": [{"code": "idm_score", "direction": "low_is_worse", "weight": 1}],
    "normalisation": "none",
    "method": "threshold",
    "red": 0.5,
    "yellow": 0.7,
    "within": "regency",
}
GOOD = {
    "code": "uji",
    "title": "Uji",
    "valid_from": "2024-01-01",
    "author": "Penguji",
    "source": "Rapat",
    "parts": [PART],
}
OTHER = {"code": "ike_score", "direction": "low_is_worse"}


def with_part(**changes):
    """The good rule with a changed part."""
    return GOOD | {"parts": [PART | changes]}


@settings(max_examples=60, deadline=None)
@given(rules())
def test_a_rule_written_to_a_file_reads_back_the_same(rule):
    assert rule_from_text(rule_to_text(rule)) == rule
    assert rule_from_fields(rule_to_fields(rule)) == rule


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        *[("ZONES-002", {key: value for key, value in GOOD.items() if key != missing}) for missing in GOOD],
        *[("ZONES-002", GOOD | {name: "   "}) for name in ("code", "title", "valid_from", "author", "source")],
        ("ZONES-002", GOOD | {"code": "???"}),
        ("ZONES-002", GOOD | {"title": ["Uji"]}),
        ("ZONES-002", GOOD | {"valid_from": "kapan-kapan"}),
        ("ZONES-002", GOOD | {"parts": 5}),
        ("ZONES-002", GOOD | {"parts": ["bagian"]}),
        ("ZONES-002", with_part(village_types="desa")),
        ("ZONES-002", with_part(inputs=7)),
        ("ZONES-002", with_part(inputs=[7])),
        ("ZONES-002", with_part(red="")),
        ("ZONES-003", with_part(village_types=["kampung"])),
        ("ZONES-003", with_part(method="tebak")),
        ("ZONES-003", with_part(normalisation="tebak")),
        ("ZONES-003", with_part(within="provinsi")),
        ("ZONES-003", with_part(inputs=[{"code": "idm_score", "direction": "naik"}])),
        ("ZONES-004", GOOD | {"parts": []}),
        ("ZONES-004", with_part(inputs=[])),
        ("ZONES-004", with_part(village_types=[])),
        ("ZONES-005", GOOD | {"parts": [PART, PART]}),
        ("ZONES-005", with_part(village_types=["desa", "desa"])),
        ("ZONES-006", with_part(inputs=[*PART["inputs"], OTHER])),
        ("ZONES-007", with_part(red=0.8)),
        ("ZONES-007", with_part(red=0.5, yellow=0.7, normalisation="minmax")),
        ("ZONES-008", with_part(red="banyak")),
        ("ZONES-008", with_part(yellow=float("nan"))),
        ("ZONES-008", with_part(yellow=10**400)),
        ("ZONES-008", with_part(inputs=[OTHER | {"weight": 0}])),
        ("ZONES-008", with_part(inputs=[OTHER | {"weight": -1}])),
        ("ZONES-008", with_part(method="top_n", red=1.5, yellow=1)),
        ("ZONES-008", with_part(method="top_n", red=0, yellow=0)),
        ("ZONES-008", with_part(method="quantile", red=-1, yellow=20)),
        ("ZONES-009", with_part(inputs=[OTHER, OTHER], normalisation="rank")),
        ("ZONES-010", with_part(method="quantile", red=60, yellow=40.1)),
    ],
)
def test_it_refuses_what_cannot_be_carried_out(code, fields):
    with pytest.raises(UserError) as caught:
        rule_from_fields(fields)
    assert caught.value.code == code
    assert "{" not in caught.value.sentence("id") + caught.value.sentence("en")


def test_a_refused_number_is_named_by_its_field():
    with pytest.raises(UserError) as caught:
        rule_from_fields(with_part(method="top_n", red=1, yellow=-1))
    assert caught.value.values == {"field": "Kuning"}


NO_RULES = ("", "5", "- a", "a: [", "valid_from: 2024-13-45", "[" * 5000, "a: !!python/object:os.system {}")


@pytest.mark.parametrize("text", [*NO_RULES, "a: " + "9" * 5000], ids=lambda text: text[:20] or "empty")
def test_it_refuses_what_is_no_rule_file(text):
    with pytest.raises(UserError) as caught:
        rule_from_text(text)
    assert caught.value.code == "ZONES-001"


def test_a_file_that_repeats_itself_does_not_fill_the_memory():
    lines = ["a0: &a0 [x, x]", *[f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]]
    for field in ("code", "title", "valid_from"):
        with pytest.raises(UserError):
            rule_from_text("\n".join([*lines, "parts: []", f"{field}: *a11"]))
    for part in ("{village_types: *a11}", "{village_types: [desa], inputs: [{code: *a11}]}", "{village_types: [*a11]}"):
        with pytest.raises(UserError):
            rule_from_text("\n".join([*lines, f"parts: [{part}]"]))


# As wild as a file can be: anything where a value should stand.
WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_file_is_a_rule_or_a_plain_refusal(data):
    fields = deepcopy(GOOD)
    part, entry = fields["parts"][0], fields["parts"][0]["inputs"][0]
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from((fields, part, entry)))
        where[data.draw(st.sampled_from(sorted(where)))] = data.draw(WILD)
    with suppress(UserError):  # anything else is a crash
        rule = rule_from_fields(fields)
        assert rule_from_text(rule_to_text(rule)) == rule


def test_a_date_with_a_time_is_a_date():
    text = rule_to_text(rule_from_fields(GOOD)).replace("'2024-01-01'", "2024-01-01 10:30:00")
    rule = rule_from_text(text)
    assert type(rule.valid_from) is dt.date
    assert rule_from_fields(rule_to_fields(rule)) == rule


def test_limits_have_the_decimals_that_are_printed():
    # Printed as 0,5 up to six decimals, 0.49999999 would put a village at 0,5 above a limit of 0,5.
    part = rule_from_fields(with_part(red=0.49999999)).parts[0]
    assert part.red == 0.5


@pytest.mark.parametrize("title", ["Baru", "pratinjau"])
def test_a_rule_never_takes_the_address_of_a_page(title):
    assert rule_from_fields(GOOD | {"code": title}).code == f"aturan-{title.lower()}"


def test_shipped_rules_load_with_our_default_first():
    assert [rule.code for rule in shipped_rules()] == ["bawaan", "idm-terendah", "status-idm"]
    assert len(shipped_rules()) == len(list(FOLDER.glob("*.yaml")))
    known = {each.code for each in FIXED}
    for rule in shipped_rules():
        assert {each.code for part in rule.parts for each in part.inputs} <= known
        assert rule.source
        assert rule_from_text(rule_to_text(rule)) == rule


def test_our_default_knows_no_place():
    text = (FOLDER / "bawaan.yaml").read_text(encoding="utf-8").lower()
    blora = load_areas("33.16")
    names = {"blora", "33.16", *(each.district_name.lower() for each in blora.districts)}
    assert [name for name in names if name in text] == []
    (part,) = shipped_rules()[0].parts
    # The same limit everywhere, no number of villages, no weight of one place.
    assert (str(part.method), part.normalisation, len(part.inputs)) == ("threshold", Normalisation.NONE, 1)
    assert part.inputs[0].code == "registry_share_percent"
    assert part.red == 1.5 * part.yellow == 60  # half as many again as the registry was made to hold
