"""Fills a scratch database with many posts and questions, by SQL, the same each time (fixed seed)."""

from datetime import UTC, datetime

from django.db import connection

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Role
from answerable.channels.models import Channel

AT = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = [
    *("bin", "collection", "missed", "road", "light", "pool", "library", "tax", "refund", "letter"),
    *("flood", "gate", "licence", "school", "bus", "park", "path", "noise", "permit"),
]

FILL = """
SELECT setseed(0.42);
INSERT INTO listening_author (channel_id, uid, name, wants_no_reply)
SELECT {channel}, 'a' || n, 'Person ' || n, false FROM generate_series(1, {authors}) AS n;
INSERT INTO listening_post (channel_id, uid, author_id, text, masked_text, language, same_wording, url, parent_uid,
  root_uid, asks_us, ours, heard_at, placed_at, search)
SELECT {channel}, 'p' || n, (SELECT min(id) FROM listening_author) + n %% {authors}, words, words, 'en', md5(words),
  '', '', 'p' || n, true, false, '2026-11-01'::timestamptz - n * interval '1 second', now(),
  to_tsvector('english', words)
FROM (
  SELECT n, 'when is the ' || (%(words)s::text[])[1 + floor(random() * 19)::int] || ' '
    || (%(words)s::text[])[1 + floor(random() * 19)::int] || ' in street ' || n AS words
  FROM generate_series(1, {posts}) AS n
) AS made;
INSERT INTO questions_question (public_id, title, language, state, state_at, outcome, reason, outcome_note, urgent,
  post_count, asker_count, first_asked_at, last_asked_at, search)
SELECT 'q_bench' || n, 'When is the ' || (%(words)s::text[])[1 + floor(random() * 19)::int] || ' number ' || n, 'en',
  CASE WHEN n %% 10 < 4 THEN 'new' WHEN n %% 10 < 5 THEN 'answering' ELSE 'ended' END, now(),
  CASE WHEN n %% 10 < 5 THEN '' ELSE 'noted' END, '', '', n %% 500 = 0, 0, 0, '2026-10-20', '2026-11-01',
  to_tsvector('english', 'when is the number ' || n) FROM generate_series(1, {questions}) AS n;
INSERT INTO questions_placing (post_id, question_id, how, strength, why, candidates, version, placed_at)
SELECT id, (SELECT min(id) FROM questions_question) + floor({questions} * power(random(), 2))::int,
  'machine', random(), '{{}}', '[]', 'bench', now()
FROM listening_post;
UPDATE questions_question AS q SET post_count = c.n, asker_count = c.n
FROM (SELECT question_id, count(*) AS n FROM questions_placing GROUP BY 1) AS c WHERE q.id = c.question_id;
INSERT INTO questions_questionchannel (question_id, channel_id, post_count)
SELECT id, {channel}, post_count FROM questions_question;
"""


def fill(*, posts: int, questions: int) -> Person:
    """A body, a person with every role, one channel, `posts` posts in `questions` questions; vacuumed."""
    Body.objects.get_or_create(id=1, defaults={"name": "Bench", "set_up_at": AT, "training": True})
    person = Person.objects.create(email="bench@example.org", name="Bench", roles=list(Role), joined_at=AT)
    channel = Channel.objects.create(
        public_id="ch_bench",
        name="Bench",
        kind="web",
        objective="service",
        keeper=person,
        rules_read_at=AT,
        opened_at=AT,
    )
    sql = FILL.format(channel=channel.pk, posts=posts, questions=questions, authors=max(1, posts // 3))
    with connection.cursor() as cursor:
        for statement in sql.split(";\n"):
            if statement.strip():
                cursor.execute(statement, {"words": WORDS})
        cursor.execute("VACUUM ANALYZE")
    return person
