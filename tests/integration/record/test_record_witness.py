"""Being a witness for others: records that are watched, and requests over HTTP."""

import pytest
from django.test import Client

from answerable.errors import Refused
from answerable.jobs import clock
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint, signers
from answerable.pure.ledger.note import Note, parse_note
from answerable.pure.ledger.signing import WITH_LIBRARY, make_key, sign_note
from answerable.pure.ledger.tree import consistency_proof, leaf_hash, root_of
from answerable.pure.ledger.witnessing import Submission
from answerable.record.ask_witnesses import add_witness, ask_witnesses, leave_witness
from answerable.record.models import Watched, Witness
from answerable.record.watch import cosign_checkpoint, stands_at, unwatch_record, watch_record, witness_keys
from tests.integration.factories import plain_static  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
OTHER = make_key("other.example/record", b"o" * 32)
LEAVES = [leaf_hash(b"%d" % number) for number in range(9)]
FORKED = [*LEAVES[:2], leaf_hash(b"another"), *LEAVES[3:]]
ADDRESS = "/witness/add-checkpoint"


@pytest.fixture(autouse=True)
def own_keys(settings, keys):
    settings.KEYS = keys


def asked(old, leaves, key=OTHER):
    read = lambda height, at: root_of(leaves[at << height : (at + 1) << height])  # noqa: E731
    proof = consistency_proof(old, len(leaves), read) if 0 < old < len(leaves) else []
    note = sign_note(Head(key.public.name, len(leaves), root_of(leaves)).text, [key])
    return Submission(old, tuple(proof), note.encoded).encoded


def send(body):
    return Client(enforce_csrf_checks=True).post(ADDRESS, body, content_type="text/plain")


def test_a_watched_record_is_cosigned_with_both_keys_over_http(keys):
    watch_record(OTHER.public.vkey)
    body = asked(0, LEAVES)
    answer = send(body)
    assert answer.status_code == 200
    note = parse_note(body.partition(b"\n\n")[2].rpartition(b"\n\n")[0] + b"\n\n" + answer.content)
    ours = [key.public for key in witness_keys(keys, name="127.0.0.1:8012/witness")]
    assert [key.kind for key in signers(note, ours, WITH_LIBRARY)] == [4, 6]
    assert isinstance(note, Note)


def test_it_is_remembered_before_it_is_answered():
    watch_record(OTHER.public.vkey)
    send(asked(0, LEAVES[:4]))
    assert stands_at(Watched.objects.get()).size == 4
    assert send(asked(4, LEAVES)).status_code == 200
    assert stands_at(Watched.objects.get()).size == 9


def test_a_split_view_is_refused_and_nothing_is_remembered_of_it():
    watch_record(OTHER.public.vkey)
    send(asked(0, LEAVES[:4]))
    assert send(asked(4, FORKED)).status_code == 422
    assert send(asked(4, FORKED[:4])).status_code == 409
    assert stands_at(Watched.objects.get()).root == root_of(LEAVES[:4])


def test_an_older_request_is_answered_with_where_we_stand():
    watch_record(OTHER.public.vkey)
    send(asked(0, LEAVES))
    answer = send(asked(0, LEAVES[:4]))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (409, b"9\n", "text/x.tlog.size")


@pytest.mark.parametrize(("body", "status"), [(b"nonsense", 400), (asked(0, LEAVES), 404), (b"x" * 2_000_000, 413)])
def test_what_cannot_be_cosigned_is_said_by_its_status(body, status):
    assert send(body).status_code == status


def test_a_stranger_s_signature_is_refused():
    watch_record(OTHER.public.vkey)
    stranger = make_key(OTHER.public.name, b"s" * 32)
    assert send(asked(0, LEAVES, stranger)).status_code == 403


def test_looking_at_the_address_says_how_to_use_it():
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_second_key_of_a_record_is_trusted_beside_the_first():
    second = make_key(OTHER.public.name, b"2" * 32)
    watch_record(OTHER.public.vkey)
    watch_record(second.public.vkey)
    assert send(asked(0, LEAVES[:4])).status_code == 200
    assert send(asked(4, LEAVES, second)).status_code == 200


def test_a_record_that_is_watched_no_more_keeps_its_place():
    watch_record(OTHER.public.vkey)
    send(asked(0, LEAVES))
    unwatch_record(OTHER.public.name)
    assert send(asked(9, LEAVES)).status_code == 404
    watch_record(OTHER.public.vkey)
    assert send(asked(0, FORKED)).status_code == 409


def test_only_keys_of_records_can_be_watched(keys):
    for wrong in ("nonsense", witness_keys(keys, name="w.example")[0].public.vkey):
        with pytest.raises(Refused):
            watch_record(wrong)
    with pytest.raises(Refused):
        unwatch_record("nobody")


def test_only_keys_of_one_witness_can_be_asked(keys):
    ours = [key.public.vkey for key in witness_keys(keys, name="w.example/witness")]
    for address, vkeys in (("https://w.example", [OTHER.public.vkey]), ("https://w.example", []), ("w", ours)):
        with pytest.raises(Refused):
            add_witness(address, vkeys)
    add_witness("https://w.example/witness/", ours)
    assert Witness.objects.get().address == "https://w.example/witness"
    leave_witness("https://w.example/witness")
    with pytest.raises(Refused):
        leave_witness("https://w.example/witness")


def test_with_nothing_signed_nobody_is_asked():
    assert ask_witnesses(at=clock.now()) == 0


def test_a_cosignature_names_the_moment(keys):
    watch_record(OTHER.public.vkey)
    ours = witness_keys(keys, name="w.example/witness")
    at = clock.now()
    lines = cosign_checkpoint(asked(0, LEAVES), keys=ours, directory=keys, at=at)
    signature = parse_note(b"text\n\n" + lines).signatures[0].signature
    assert int.from_bytes(signature[:8], "big") == int(at.timestamp())
    assert parse_checkpoint(bytes(Watched.objects.get().note))[0].size == 9
