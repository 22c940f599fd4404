"""The check of a whole archive: true ones pass; each kind of lie is found by the step that is there for it."""

import random

import pytest
from made_archive import BEN, KEY, OTHER_KEY, Story, archive_of, checkpoint_of, files_of, told_story, with_sums

from answerable.pure.ledger.audit import Audit
from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.note import ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE
from answerable.pure.ledger.signing import WITH_LIBRARY, make_key
from answerable.pure.ledger.tree import leaf_hash
from answerable.pure.ledger.trust import Trust

WITNESS = make_key("witness.example", b"\x09" * 32, ED25519_COSIGNATURE)
QUANTUM = make_key("quantum.example", b"\x0a" * 32, ML_DSA_44_COSIGNATURE)
STORY = told_story(60)
FILES = with_sums(files_of(STORY, older=(1, 100, 256, 300), witnesses=[WITNESS], quorum=1))


def checked(files, **kwargs):
    return Audit(archive_of(files), verify=WITH_LIBRARY, **kwargs).run()


def wrong_steps(files, **kwargs):
    """The titles of the steps that found something wrong."""
    return [step.title for step in checked(files, **kwargs).steps if step.problem_count]


def test_a_true_archive_passes_every_step():
    report = checked(FILES)
    assert report.good
    assert report.problems == []
    assert "302 entries of answers.example/record" in report.text


@pytest.mark.parametrize("questions", [1, 50, 51])
def test_archives_at_and_around_whole_tiles_pass(questions):
    story = told_story(questions)
    while len(story.entries) < 256 and questions == 50:
        story.add("question.opened", {"question": f"q_x{len(story.entries):04d}"})
    assert checked(with_sums(files_of(story))).good


def test_an_archive_passes_without_the_library_too():
    assert Audit(archive_of(FILES)).run().good


def test_one_random_change_anywhere_is_found():
    rng = random.Random(20261121)  # noqa: S311 - a seed, so that a failure comes again
    names = sorted(FILES)
    weights = [len(FILES[name]) + 20 for name in names]
    small = with_sums(files_of(told_story(2), older=(1, 9), witnesses=[WITNESS], quorum=1))
    for number in range(2_000):
        files = dict(small if number % 40 else FILES)
        name = rng.choice(sorted(files)) if number % 2 else rng.choices(names, weights)[0]
        name = name if name in files else rng.choice(sorted(files))
        content = bytearray(files[name])
        place = rng.randrange(len(content))
        kind = rng.randrange(5)
        if kind == 0:
            content[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            content.insert(place, rng.randrange(256))
        elif kind == 2:
            del content[place]
        elif kind == 3:
            del content[place:]
        files[name] = bytes(content)
        if kind == 4:
            del files[name]
        assert not checked(files).good, (number, name, kind)


def test_one_random_change_hidden_behind_true_checksums_is_found():
    rng = random.Random(7)  # noqa: S311 - a seed, so that a failure comes again
    small = files_of(told_story(5), older=(1, 9), witnesses=[WITNESS], quorum=1)
    trust = Trust((KEY.public,), (WITNESS.public,), 1)
    names = sorted(name for name in small if name not in {"README.txt", "verify.py", "trust.txt"})
    for number in range(600):
        files = dict(small)
        name = rng.choice(names)
        content = bytearray(files[name])
        place = rng.randrange(len(content))
        content[place] ^= 1 << rng.randrange(8)
        files[name] = bytes(content)
        assert not checked(with_sums(files), trust=trust).good, (number, name, place)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_is_missing_is_found(name):
    files = {each: content for each, content in FILES.items() if each != name}
    assert not checked(with_sums(files) if name != "SHA256SUMS" else files).good or name.startswith("checkpoints/")


@pytest.mark.parametrize("name", ["extra.txt", "tile/0/009", "texts/000.p/5", "tile/0/001.p/45", "__pycache__/x.pyc"])
def test_a_file_too_many_is_found(name):
    assert "Files" in wrong_steps(with_sums(FILES | {name: b"x"}))


def test_checksums_out_of_order_are_found():
    lines = FILES["SHA256SUMS"].splitlines(keepends=True)
    assert wrong_steps(FILES | {"SHA256SUMS": b"".join(reversed(lines))}) == ["Files"]


def test_checksums_that_speak_of_another_file_are_found():
    assert wrong_steps(FILES | {"SHA256SUMS": FILES["SHA256SUMS"] + b"0  x\n"}) == ["Files"]


def test_without_pinned_keys_the_report_says_where_they_came_from():
    assert "The keys come from the archive itself" in checked(FILES).text


def test_an_archive_signed_with_other_keys_than_the_pinned_is_found():
    assert wrong_steps(FILES, trust=Trust((OTHER_KEY.public,))) == ["Keys"]


def test_keys_that_cannot_be_read_are_found_even_with_pinned_ones():
    files = with_sums(FILES | {"trust.txt": b"nonsense\n"})
    assert wrong_steps(files, trust=Trust((KEY.public,))) == ["Keys"]
    assert wrong_steps(files) == ["Keys"]


def test_a_missing_witness_is_found():
    files = with_sums(files_of(STORY) | {"trust.txt": FILES["trust.txt"]})
    assert wrong_steps(files) == ["Checkpoint"]


def test_a_witness_that_cannot_be_checked_is_not_counted():
    files = with_sums(files_of(STORY, witnesses=[QUANTUM], quorum=1))
    assert checked(files).good
    report = Audit(archive_of(files)).run()
    assert not report.good
    assert "0 of the 1 witnesses" in report.text
    report = Audit(archive_of(files), Trust((KEY.public,), (QUANTUM.public,), 0)).run()
    assert report.good
    assert "cannot check" in report.text


def test_entries_that_lead_to_another_root_are_found():
    other = told_story(60)
    other.entries[-1] = other.entries[-1].replace(b'"told":2', b'"told":1')
    files = with_sums(files_of(other) | {"checkpoint": files_of(STORY)["checkpoint"]})
    assert wrong_steps(files) == ["Tree"]


def test_a_bundle_with_an_entry_too_few_is_found():
    name = "tile/entries/001.p/46"
    assert name in FILES
    files = with_sums(FILES | {name: FILES[name][: -2 - len(STORY.entries[-1])]})
    report = checked(files)
    assert "bundle 1 has 45 entries, not 46" in report.text
    assert "not reached" in report.text


def test_a_tile_that_lies_about_the_entries_is_found():
    files = with_sums(FILES | {"tile/1/000.p/1": b"\0" * 32})
    assert "Tree" in wrong_steps(files)


def test_a_rewritten_history_is_found_by_an_older_checkpoint():
    rewritten = told_story(60)
    rewritten.entries[3] = rewritten.entries[4]
    leaves = [leaf_hash(entry) for entry in rewritten.entries]
    files = with_sums(FILES | {"checkpoints/100": checkpoint_of(leaves[:100])})
    assert wrong_steps(files) == ["Older checkpoints"]


def test_an_older_checkpoint_under_another_name_is_found():
    files = with_sums(FILES | {"checkpoints/101": FILES["checkpoints/100"]})
    assert wrong_steps(files) == ["Older checkpoints"]


def test_an_older_checkpoint_without_the_signature_is_found():
    files = with_sums(FILES | {"checkpoints/100": b"nonsense"})
    assert wrong_steps(files) == ["Older checkpoints"]


def test_a_kept_checkpoint_shows_a_rewritten_history():
    kept = checkpoint_of([leaf_hash(b"another") for _ in range(10)])
    assert wrong_steps(FILES, kept=[kept]) == ["Older checkpoints"]
    assert wrong_steps(FILES, kept=[FILES["checkpoints/256"]]) == []


def test_a_kept_checkpoint_shows_that_the_end_was_cut_off():
    kept = checkpoint_of([leaf_hash(b"%d" % n) for n in range(400)])
    assert "entries are missing at the end" in checked(FILES, kept=[kept]).text


def test_words_in_an_entry_are_found():
    story = told_story(1)
    story.entries[-1] = story.entries[-1].replace(b"q_0000", b"Jane S")
    assert wrong_steps(with_sums(files_of(story))) == ["Entries"]


def test_a_broken_rule_of_the_process_is_found():
    story = told_story(1).add("answer.drafted", {"answer": "ans_9999", "version": 1, "question": "q_none", "by": BEN})
    assert wrong_steps(with_sums(files_of(story))) == ["Process"]


def test_a_text_taken_away_and_recorded_passes():
    report = checked(with_sums(files_of(told_story(2).take_away(5))))
    assert report.good
    assert "1 were taken away, all listed" in report.text


def test_a_text_taken_away_in_silence_is_found():
    story = told_story(2)
    story.texts[5] = []
    assert wrong_steps(with_sums(files_of(story))) == ["Texts"]


def test_a_removal_recorded_of_a_text_that_is_still_there_is_found():
    story = told_story(2)
    texts = story.texts[5]
    story.take_away(5)
    story.texts[5] = texts
    assert "Texts" in wrong_steps(with_sums(files_of(story)))


def test_a_removal_from_no_entry_is_found():
    story = Story().add("disclosure.removed", {"entry": "0" * 64, "count": 1, "reason": "ERASURE"})
    assert wrong_steps(with_sums(files_of(story))) == ["Texts"]


@pytest.mark.parametrize(
    "line",
    [
        "2 " + make_disclosure(b"1" * 32, "title", "another text"),
        "0 nonsense",
        "99 x",
        "x y",
        "00 x",
        "9" * 5000 + " x",
        "no newline at the end",
    ],
)
def test_a_text_that_no_entry_stands_for_is_found(line):
    files = files_of(told_story(1))
    end = "" if line.startswith("no newline") else "\n"
    files["texts/000.p/7"] += (line + end).encode()
    assert wrong_steps(with_sums(files)) == ["Texts"]


def test_the_same_text_twice_is_found():
    files = files_of(told_story(1))
    files["texts/000.p/7"] += files["texts/000.p/7"].splitlines(keepends=True)[0]
    assert wrong_steps(with_sums(files)) == ["Texts"]


def test_a_text_of_a_name_that_its_type_does_not_have_is_found():
    story = Story().add("body.named", {"body": "body_0001"}, {"name": "Council", "motto": "x"})
    assert wrong_steps(with_sums(files_of(story))) == ["Texts"]


def test_many_problems_are_counted_and_the_first_twenty_shown():
    story = Story()
    for number in range(30):
        story.add("channel.closed", {"channel": f"channel-{number}", "reason": "closed"})
    assert "and 10 more" in checked(with_sums(files_of(story))).text
