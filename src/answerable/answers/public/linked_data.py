"""An answer for machines that read pages: schema.org's question with its accepted answer, as JSON-LD in the page."""

import json
from typing import Any

from django.conf import settings
from markupsafe import Markup

from answerable.answers.models import Answer, AnswerVersion
from answerable.answers.public.entry import sources_of
from answerable.desk.models import DraftKind
from answerable.desk.reply import answer_address
from answerable.questions.models import Question

# Inside a script element HTML sees only "</" and "<!--", however JSON quotes them: no angle bracket is written at all.
_IN_SCRIPT = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def answer_in_page(body_name: str, question: Question, answer: Answer, newest: AnswerVersion) -> Markup:
    """The question as JSON-LD, safe inside a script element, which browsers do not run for its type.

    A withdrawn answer is none: what was said before must not be shown as the body's word.
    """
    asked: dict[str, Any] = {
        "@type": "Question",
        "@id": answer_address(question.public_id),
        "name": question.title,
        "text": question.title,
        "dateCreated": question.first_asked_at.date().isoformat(),
        "answerCount": 0 if newest.kind == DraftKind.WITHDRAWAL else 1,
    }
    if question.language:
        asked["inLanguage"] = question.language
    if newest.kind != DraftKind.WITHDRAWAL:
        asked["acceptedAnswer"] = _accepted(body_name, question, answer, newest)
    page = {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": asked}
    return Markup(json.dumps(page, ensure_ascii=False).translate(_IN_SCRIPT))  # noqa: S704  no markup is left in it


def _accepted(body_name: str, question: Question, answer: Answer, newest: AnswerVersion) -> dict[str, Any]:
    told = {
        "@type": "Answer",
        "text": newest.text,
        "url": f"{answer_address(question.public_id)}#version-{newest.number}",
        "dateCreated": answer.published_at.isoformat(timespec="seconds"),
        "dateModified": newest.published_at.isoformat(timespec="seconds"),
        "inLanguage": newest.language,
        "version": newest.number,
        "author": {"@type": "GovernmentOrganization", "name": body_name, "url": settings.PUBLIC_ADDRESS},
    }
    sources = sources_of(newest.sources)
    return told | ({"citation": list(sources)} if sources else {})
