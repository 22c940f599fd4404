"""Fills a scratch database with published answers and their signed entries, by SQL and COPY, the same each time."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.channels.models import Channel
from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.writing import write_entry
from answerable.record.seal import seal

AT = datetime(2026, 11, 1, tzinfo=UTC)
TOPICS, RARE_EVERY = 200, 5_000
TEXT = "The bins are collected on Tuesdays. In weeks with a bank holiday they are collected one day later. " * 4

# Triggers stand still while rows are copied in: what they would refuse or fill in is written as they would leave it.
FILL = """
SET session_replication_role = replica;
INSERT INTO questions_question (id, public_id, title, language, topic_id, state, state_at, outcome, reason,
  outcome_note, urgent, post_count, asker_count, first_asked_at, last_asked_at, search)
SELECT n, 'q_bench' || n, 'When are the bins collected in street number ' || n, 'en', 1 + n %% {topics}, 'answered',
  now(), 'answer', '', '', false, 1 + n %% 40, 1 + n %% 40, moment - interval '3 days', moment,
  to_tsvector('english', 'When are the bins collected in street number ' || n)
FROM generate_series(%(first)s, %(last)s) AS n,
  LATERAL (SELECT '2026-11-01'::timestamptz - n * interval '94 s') AS answered(moment);
INSERT INTO questions_questionchannel (question_id, channel_id, post_count)
SELECT n, CASE WHEN n %% {rare} = 0 THEN 2 ELSE 1 END, 1 + n %% 40 FROM generate_series(%(first)s, %(last)s) AS n;
INSERT INTO answers_answer (id, question_id, public_id, published_at, search)
SELECT n, n, 'an_bench' || n, '2026-11-01'::timestamptz - n * interval '94 s',
  setweight(to_tsvector('english', 'When are the bins collected in street number ' || n), 'A')
  || setweight(to_tsvector('english', %(text)s), 'C')
FROM generate_series(%(first)s, %(last)s) AS n;
INSERT INTO answers_answerversion (answer_id, number, kind, clearance_id, text, short_text, sources, language,
  text_hash, written_by_id, cleared_by_id, training, published_at, asker_count, told_at, recorded_told)
SELECT n, 1, 'answer', n, %(text)s, '', 'https://tarnbrook.example/bins', 'en', md5(n::text), 1, 2, false,
  '2026-11-01'::timestamptz - n * interval '94 s', 1 + n %% 40, now(), n %% 40
FROM generate_series(%(first)s, %(last)s) AS n;
SET session_replication_role = DEFAULT;
"""


def fill_answers(first: int, last: int) -> None:
    """Answers numbered after `first` up to `last`, each with its entry and texts in the record; sealed and vacuumed."""
    if not Body.objects.exists():
        _begin()
    with connection.cursor() as cursor:
        values = {"first": first + 1, "last": last, "text": TEXT}
        for statement in FILL.format(topics=TOPICS, rare=RARE_EVERY).split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        with cursor.copy('COPY record_entry (id, type, about, "on", raw) FROM STDIN') as copy:
            for number in range(first + 1, last + 1):
                copy.write_row((number, "answer.published", f"q_bench{number}", AT.date(), _entry(number)[0]))
        with cursor.copy("COPY record_disclosure (entry_id, name, encoded) FROM STDIN") as copy:
            for number in range(first + 1, last + 1):
                for name, encoded in zip(("title", "text"), _entry(number)[1], strict=True):
                    copy.write_row((number, name, encoded))
    seal(AT, keys=settings.KEYS, origin=settings.PUBLIC_ADDRESS.split("//")[-1] + "/record")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _begin() -> None:
    Body.objects.create(id=1, name="Bench", set_up_at=AT, training=False)
    for number, name in ((1, "Ann"), (2, "Ben")):
        Person.objects.create(pk=number, email=f"{name}@example.org", name=name, roles=list(Role), joined_at=AT)
    for number, name in ((1, "Usual"), (2, "Rare")):
        Channel.objects.create(
            pk=number,
            public_id=f"ch_{name.lower()}",
            name=name,
            kind="web",
            objective="service",
            keeper_id=1,
            rules_read_at=AT,
            opened_at=AT,
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO questions_topic (id, public_id, name, made_at)"
            " SELECT n, 't_bench' || n, 'bins, street', now() FROM generate_series(1, %s) AS n",
            [TOPICS],
        )


def _entry(number: int) -> tuple[bytes, list[str]]:
    """The entry and its texts; the salt is made from the number, so that both can be written in two passes."""
    salt = number.to_bytes(32, "big")
    texts = [
        make_disclosure(salt, "title", f"When are the bins collected in street number {number}"),
        make_disclosure(salt, "text", TEXT),
    ]
    question = f"q_bench{number}"
    fields = {"answer": f"an_bench{number}", "question": question, "version": 1, "asked": 1 + number % 40}
    return write_entry("answer.published", {**fields, "about": question}, texts, date(2026, 11, 1)), texts
