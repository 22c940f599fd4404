"""Between writing a question and sending it: the answers that may fit, "this answers me", and "none of these"."""

from functools import cache

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from answerable.answers.already import Fitting, fitting_answers, note_said
from answerable.answers.models import Answer
from answerable.channels.models import Channel
from answerable.errors import Failed
from answerable.jobs import clock
from answerable.listening.ask import post_from
from answerable.listening.forms import AskForm
from answerable.listening.public import ask
from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.minilm import open_minilm

SALT = "answerable.answers.already"


# As on the page before it: no cookie is needed, and the form's signed key stands in for one.
@csrf_exempt
@never_cache
@require_http_methods(["POST", "GET", "HEAD"])
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows what fits; where nothing does, or none of it fits, the question is sent on as if there had been no page."""
    channel = ask.channel_of(public_id)
    form = AskForm(request.POST)
    if request.method != "POST" or channel is None:
        return redirect("listening:ask")
    key = ask.read_key(request.POST.get("key", ""))
    if not form.is_valid() or key is None or form.cleaned_data["website"]:
        return ask.page(request, public_id)  # it says what is wrong
    if "me" in request.POST:
        return _answers_me(request, key)
    if "none" in request.POST:
        return _none_of_these(request, channel, key)
    fitting = _fitting(form.cleaned_data["text"])
    if not fitting:
        return ask.page(request, public_id)
    context = {"form": form, "channel": channel, "fitting": fitting, "shown": _shown(fitting)}
    return render(request, "answers/already.html", context)


def _fitting(text: str) -> list[Fitting]:
    """Without the sentence model nobody is kept from asking."""
    try:
        return fitting_answers(text, embedder=_embedder())
    except Failed:
        return []


@cache
def _embedder() -> Embedder:
    """Opened by the first question that this process is asked: 0.1 s and 60 MB."""
    return open_minilm()


def _answers_me(request: HttpRequest, key: str) -> HttpResponse:
    confidences = _read_shown(request.POST.get("shown", ""))
    public_id = request.POST["me"]
    if public_id not in confidences:
        return redirect("listening:ask")
    answer = get_object_or_404(Answer.objects.select_related("question"), public_id=public_id)
    note_said(answer=answer, form_key=key, confidence=confidences[public_id], fits=True, at=clock.now())
    return render(request, "answers/answers_me.html", {"question": answer.question})


def _none_of_these(request: HttpRequest, channel: Channel, key: str) -> HttpResponse:
    """Sends the question, and counts for the best answer that it did not fit."""
    response = ask.page(request, channel.public_id)
    post = post_from(channel, key)
    best = next(iter(_read_shown(request.POST.get("shown", "")).items()), None)
    answer = Answer.objects.filter(public_id=best[0]).first() if best else None
    if post is not None and best is not None and answer is not None:
        note_said(answer=answer, form_key=key, confidence=best[1], fits=False, at=clock.now(), post=post)
    return response


def _shown(fitting: list[Fitting]) -> str:
    """What was shown, best first, signed, so that only that can be said to fit."""
    return signing.dumps([[one.answer.public_id, round(one.confidence, 4)] for one in fitting], salt=SALT)


def _read_shown(signed: str) -> dict[str, float]:
    try:
        return dict(signing.loads(signed, salt=SALT, max_age=ask.FORM_LASTS_SECONDS))
    except signing.BadSignature:
        return {}
