"""Entries: canonical bytes, and no room for words."""

import json
import re
from datetime import date

import pytest

from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.entry_types import ENTRY_TYPES, KINDS
from answerable.pure.ledger.writing import write_entry

DAY = date(2026, 11, 20)
TRIAGE = {"question": "q_0001", "outcome": "noted"}
TEXT = make_disclosure(b"\1" * 32, "note", "x")


def test_an_entry_is_canonical_json():
    raw = write_entry("question.triaged", TRIAGE, [], DAY)
    assert raw == b'{"on":"2026-11-20","outcome":"noted","question":"q_0001","type":"question.triaged","v":1}'


def test_an_entry_is_read_as_it_was_written():
    fields = {**TRIAGE, "about": "q_0001", "until": "2027-01-05", "reason": "HOLD"}
    entry = parse_entry(write_entry("question.triaged", fields, [TEXT], DAY))
    assert {name: entry[name] for name in fields} == fields
    assert len(entry["_sd"]) == 1


def test_lists_of_ids_are_kept_in_order():
    raw = write_entry("question.opened", {"question": "q_0001", "channels": ("web-form", "ch_9f3A")}, [], DAY)
    assert parse_entry(raw)["channels"] == ["web-form", "ch_9f3A"]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "noted"},
        {**TRIAGE, "more": 1},
        {**TRIAGE, "outcome": "we will see"},
        {**TRIAGE, "outcome": ""},
        {**TRIAGE, "outcome": 3},
        {**TRIAGE, "question": "q 1"},
        {**TRIAGE, "question": "Jane"},
        {**TRIAGE, "question": "q_" + "x" * 99},
        {**TRIAGE, "about": "@jane"},
        {**TRIAGE, "by": "jane.smith"},
        {**TRIAGE, "by": "p_" + "A" * 26},
        {**TRIAGE, "until": "2026-02-30"},
        {**TRIAGE, "until": "20260201"},
        {**TRIAGE, "until": 20260201},
        {**TRIAGE, "v": 1},
        {**TRIAGE, "_sd": []},
    ],
)
def test_what_the_type_does_not_allow_is_refused(fields):
    with pytest.raises(ValueError, match=r".+"):
        write_entry("question.triaged", fields, [], DAY)


def test_the_refusal_never_repeats_the_value():
    with pytest.raises(ValueError, match="field question that is not of the kind id") as caught:
        write_entry("question.triaged", {**TRIAGE, "question": "Jane Smith"}, [], DAY)
    assert "Jane" not in str(caught.value)


def test_a_day_that_never_was_is_refused():
    with pytest.raises(ValueError, match="day is out of range"):
        write_entry("question.triaged", {**TRIAGE, "until": "2026-02-30"}, [], DAY)


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="type"):
        write_entry("question.liked", {}, [], DAY)


def test_an_entry_too_long_for_a_bundle_is_refused():
    with pytest.raises(ValueError, match="65,535"):
        write_entry("question.opened", {"question": "q_0001", "channels": ["channel-name"] * 9000}, [], DAY)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("count", "999999999999", "1000000000000"),
        ("count", "0", "-1"),
        ("count", "0", "00"),
        ("count", "0", "true"),
        ("count", "10", "1.0"),
        ("flag", "true", "1"),
        ("hash", f'"{"0" * 64}"', f'"{"0" * 63}"'),
        ("ids", "[]", '["a b"]'),
        ("ids", '["a","b-c"]', '"a"'),
        ("one", "1", "2"),
        ("day", '"2024-02-29"', '"2024-13-01"'),
        ("id", '"town-hall-2"', '"town-hall-"'),
        ("id", '"q_aB12"', '"q_aB1"'),
    ],
)
def test_each_kind_of_field_takes_its_tokens_only(kind, good, bad):
    assert re.fullmatch(KINDS[kind], good)
    assert not re.fullmatch(KINDS[kind], bad)


@pytest.mark.parametrize("name", sorted(ENTRY_TYPES))
def test_every_type_uses_known_kinds(name):
    assert set(ENTRY_TYPES[name].fields.values()) <= KINDS.keys()


GOOD = write_entry("question.triaged", TRIAGE, [], DAY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b'{"type":3}',
        GOOD + b" ",
        GOOD.replace(b'":"', b'": "', 1),
        GOOD.replace(b"noted", b"not\\u0065d"),
        GOOD.replace(b'"v":1', b'"v":1,"v":1'),
        GOOD.replace(b'"v":1', b'"v":1.0'),
        GOOD.replace(b'"v":1', b'"v":1e0'),
        GOOD.decode().encode("utf-16"),
        json.dumps(json.loads(GOOD)).encode(),
        b"[" * 100_000,
        b'{"v":' + b"9" * 5000 + b"}",
        GOOD.replace(b'"v":1', b'"_sd_alg":"sha-256","v":1'),
        GOOD.replace(b'"on":', b'"_sd":[],"_sd_alg":"sha-256","on":'),
        GOOD.replace(b'"on":', b'"_sd":["' + b"b" * 43 + b'","' + b"a" * 43 + b'"],"_sd_alg":"sha-256","on":'),
        GOOD.replace(b'"on":', b'"_sd":["' + b"a" * 43 + b'","' + b"a" * 43 + b'"],"_sd_alg":"sha-256","on":'),
        GOOD.replace(b"2026-11-20", b"2026-02-30"),
        GOOD.replace(b",", b"", 1),
        GOOD.replace(b"}", b",}"),
        GOOD + b"\n",
        GOOD.replace(b"noted", "n\u00f6ted".encode()),
    ],
)
def test_another_spelling_of_an_entry_is_refused(raw):
    with pytest.raises(ValueError, match=r".+"):
        parse_entry(raw)
