"""The guidance for anyone to read: the rules in force, every edition there was, what changed between two, downloads."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from answerable.accounts.models import Body
from answerable.guidance.differences import differences
from answerable.guidance.edition_shown import edition_shown, plain_edition, rules_shown
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.models import Edition
from answerable.guidance.pdf import edition_pdf
from answerable.guidance.rule_data import rules_from


def rules(request: HttpRequest) -> HttpResponseBase:
    """The rules in force. This address stays; each edition has one of its own beside it."""
    book = rules_in_force(Body.objects.first() or Body())
    newest = Edition.objects.first()
    edition = newest if newest is not None and newest.version == book.version else None
    return _page(request, edition, rules_shown(book, edition))


def editions(request: HttpRequest) -> HttpResponseBase:
    """Every edition, the newest first, each with what its author said and what leads to the one before."""
    return render(request, "guidance/editions.html", {"editions": Edition.objects.defer("rules", "own")})


def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """One edition as it was published."""
    found = _find(number)
    return _page(request, found, edition_shown(found), newest=Edition.objects.first())


def since(request: HttpRequest, number: int, earlier: int) -> HttpResponseBase:
    """What changed from an earlier edition to this one, rule by rule."""
    after, before = _find(number), _find(earlier)
    context = {
        "after": after,
        "before": before,
        "differences": differences(rules_from(before.rules), rules_from(after.rules)),
        "others": Edition.objects.exclude(number=number).defer("rules", "own"),
    }
    return render(request, "guidance/since.html", context)


def html(request: HttpRequest, number: int) -> HttpResponse:
    """One edition as a file that stands alone: no styles, pictures or scripts from anywhere else."""
    found = _find(number)
    told = plain_edition(edition_shown(found), _body_name())
    page = render_to_string("guidance/download.html", {"told": told}, request=request)
    return _file(page.encode(), "text/html; charset=utf-8", f"edition-{number}.html")


def pdf(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  every page takes its request
    """One edition on paper."""
    made = edition_pdf(_find(number), body_name=_body_name(), language=get_language() or "en")
    return _file(made, "application/pdf", f"edition-{number}.pdf")


def _page(request: HttpRequest, found: Edition | None, shown: object, **more: object) -> HttpResponseBase:
    earlier = (
        Edition.objects.filter(number__lt=found.number).values_list("number", flat=True).first() if found else None
    )
    context = {"edition": found, "shown": shown, "earlier": earlier}
    return render(request, "guidance/edition.html", context | more)


def _find(number: int) -> Edition:
    """An edition with its rules; one from before they were kept cannot be shown."""
    found = Edition.objects.filter(number=number).first() if number < 2**31 else None
    if found is None or not found.rules:
        raise Http404
    return found


def _body_name() -> str:
    body = Body.objects.first()
    return body.name if body else "Answerable"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
