"""The rows of a list of questions, written in plain Python: an inbox has 25, and a macro takes six times as long."""

# ruff: noqa: S704  # every value put into markup here is escaped where it is put in

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from answerable.design import marks, wording
from answerable.design.translated import ngettext

_ROW = (
    '<li class="question{classes}">{tick}<p class="question__asks"><strong>{count}</strong> {asks}</p>'
    '<div class="question__body"><h2 class="question__title"><a href="{href}" data-row{language}><bdi>{title}</bdi></a>'
    '</h2>{detail}<p class="question__facts">{facts}</p></div><div class="question__state">{state}</div></li>\n'
)
_TICK = (
    '<div class="question__tick govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" type="checkbox" name="question" value="{number}" id="tick-{number}">'
    '<label class="govuk-label govuk-checkboxes__label" for="tick-{number}"><span class="govuk-visually-hidden">{label}'
    "</span></label></div></div>"
)


def question_row(question: Mapping[str, Any]) -> Markup:
    """One row; see `question_rows`."""
    return question_rows([question])


def question_rows(questions: Iterable[Mapping[str, Any]]) -> Markup:
    """List items for `question_list`.

    Each question has title, href and ask_count, and may have since, channels (names), urgency ("urgent" or "soon"),
    urgency_label, state and tone, claimed_by (a name), language, detail, and checkbox (the value of a box to tick).
    """
    by = wording.reader()
    since, holder = str(escape(_("since %(moment)s"))), escape(_("with %(name)s"))
    return Markup("".join([_row(one, by, since, holder) for one in questions]))


def _row(q: Mapping[str, Any], by: wording.Reader, since: str, holder: Markup) -> str:
    get = q.get
    urgency, ticked, detail, language = get("urgency"), get("checkbox"), get("detail"), get("language")
    classes = f"{f' question--{escape(urgency)}' if urgency else ''}{' question--tick' if ticked is not None else ''}"
    facts: list[str] = [_urgency(q)] if urgency else []
    if get("since"):
        facts.append(f"<span>{since % {'moment': marks.brief(q['since'], by)}}</span>")
    facts += [marks.chip(channel) for channel in get("channels") or ()]
    state = marks.state_tag(q["state"], get("tone") or "open") if get("state") else ""
    claim = f'<p class="question__claim">{holder % {"name": q["claimed_by"]}}</p>' if get("claimed_by") else ""
    return _ROW.format(
        classes=classes,
        tick=_tick(q) if ticked is not None else "",
        count=wording.number(q["ask_count"], by),
        asks=ngettext("asks", "ask", q["ask_count"]),
        href=escape(q["href"]),
        language=f' lang="{escape(language)}"' if language else "",
        title=wording.citizen(q["title"]),
        detail=f'<p class="question__detail">{escape(detail)}</p>' if detail else "",
        facts="".join(facts),
        state=f"{state}{claim}",
    )


def _urgency(q: Mapping[str, Any]) -> Markup:
    label = q.get("urgency_label") or (_("Urgent") if q["urgency"] == "urgent" else _("Soon"))
    return marks.urgency(label, q["urgency"])


def _tick(q: Mapping[str, Any]) -> str:
    label = escape(_("Choose: %(title)s")) % {"title": q["title"]}
    return _TICK.format(number=escape(q["checkbox"]), label=label)
