"""What the posts of a question are beside asking it: for the question's page, one line for each sign."""

from dataclasses import dataclass

from answerable.listening.models import PostSign, SignKind
from answerable.listening.sign_words import sign_sentence
from answerable.questions.models import Question

MOST = 10
NOT_A_TASK = SignKind.DISTRESS
"""Shown where the post is looked at before telling, not here."""

# Plain SQL: most questions have none, and composing the query anew took a sixth of the page.
_IN_QUESTION = """
SELECT sign.id, sign.post_id, sign.kind, sign.places, left(post.masked_text, 120) AS text
FROM questions_placing AS place
JOIN listening_postsign AS sign ON sign.post_id = place.post_id
JOIN listening_post AS post ON post.id = place.post_id
WHERE place.question_id = %s AND sign.is_right IS NULL AND sign.kind <> %s AND post.deleted_at IS NULL
ORDER BY sign.found_at, sign.id LIMIT %s
"""


@dataclass(frozen=True)
class SignIn:
    """One sign that somebody is to decide about; `text` is the start of the masked post."""

    post_id: int
    kind: str
    sentence: str
    text: str


def signs_in(question: Question) -> list[SignIn]:
    """The undecided signs in the posts of the question, the longest waiting first; at most MOST."""
    signs = PostSign.objects.raw(_IN_QUESTION, [question.pk, NOT_A_TASK, MOST])
    return [SignIn(one.post_id, one.kind, sign_sentence(one, ""), one.text) for one in signs]
