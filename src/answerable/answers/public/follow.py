"""An asker's own page, behind the private link they were given: heard, grouped, answered or why not."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from answerable.answers.models import Answer, Coverage
from answerable.answers.own_page import post_behind
from answerable.listening.models import Post
from answerable.questions.models import Placing, State


def page(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What became of one post. The address is the secret, so it is neither cached nor passed on.

    It was given to whoever asked here, or went along signed in a message that nobody else reads.
    """
    post = post_behind(secret) if "." in secret else _asked_here(secret)
    if post is None:
        raise Http404
    placing = Placing.objects.filter(post=post, question__isnull=False).select_related("question").first()
    question = placing.question if placing else None
    answer = Answer.objects.filter(question=question).first() if question else None
    context = {
        "post": post,
        "question": question,
        "answer": answer,
        "newest": answer.versions.order_by("-number").first() if answer else None,
        "coverage": Coverage.objects.filter(answer=answer, post=post).select_related("delivery").first()
        if answer
        else None,
        "ended": question is not None and question.state == State.ENDED,
        "others": max(0, question.asker_count - 1) if question else 0,
    }
    response = render(request, "answers/follow.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _asked_here(secret: str) -> Post | None:
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    return Post.objects.filter(link_hash=hashed).select_related("channel").first()
