"""The rules every answer is checked against, with their sources, for anyone to read."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from answerable.accounts.models import Body
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.models import Edition
from answerable.guidance.rule import Rule


def rules(request: HttpRequest) -> HttpResponseBase:
    """All rules in force, by pack."""
    body = Body.objects.first() or Body()
    book = rules_in_force(body)
    packs: dict[str, list[Rule]] = defaultdict(list)
    for rule in book.rules:
        packs[rule.pack].append(rule)
    context = {
        "packs": dict(packs),
        "sources": book.sources,
        "edition": Edition.objects.filter(version=book.version).first(),
    }
    return render(request, "guidance/rules.html", context)
