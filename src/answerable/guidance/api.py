"""The guidance's part of the HTTP interface: a text judged by the rules, as `answerable check` does it."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.decorators import decorate_view
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from answerable.design.problem import problem
from answerable.guidance.check_here import check_here
from answerable.guidance.check_report import table_of
from answerable.guidance.check_text import MOST_CHARACTERS, Told, check_text, read_text
from answerable.jobs import clock

MOST_BYTES: Final = 256_000
Run = Callable[..., Any]
Short = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
router = Router(tags=["check"])


class Text(BaseModel):
    """A text, and what its words do not say."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)] = Field(
        description="The words. Line ends of every kind become one character before places are counted."
    )
    networks: list[Name] = Field(default=[], max_length=20, description="Where it will go, such as bluesky.")
    packs: list[Name] | None = Field(
        default=None,
        max_length=10,
        description="Shipped rules, by kind of body, such as uk-central. Left out: the rules of this desk, with its "
        "own lists and the switches in force.",
    )
    language: Annotated[str, StringConstraints(max_length=35)] = Field(default="en", description="A language tag.")
    sources: list[Short] = Field(default=[], max_length=50, description="Titles or addresses its facts come from.")
    owner: Short | None = Field(default=None, description="Who keeps it right.")
    review_on: date | None = Field(default=None, description="When it is read again.")
    is_service: bool = Field(default=False, description="Essential service information, in a pre-election period.")


class SourceShown(BaseModel):
    """Where a rule comes from."""

    what: str
    addresses: list[str]
    noted_on: date


class FindingShown(BaseModel):
    """What a rule found. `start` and `end` count characters from 0 (both 0: the whole text), lines from 1."""

    rule: str
    severity: Literal["block", "warn", "ask"]
    message: str
    network: str
    start: int
    end: int
    line: int | None
    column: int | None
    words: str
    mend: str | None = Field(description="What to write in its place; null where that takes a person.")
    sentence: str
    pack: str
    sources: list[SourceShown]


class QuestionShown(BaseModel):
    """What a second person answers; without `because` it is asked whatever the text says."""

    rule: str
    words: str
    because: list[str]
    pack: str


class NotJudged(BaseModel):
    """A rule that needs facts nobody told."""

    rule: str
    lacking: list[str]


class Judgement(BaseModel):
    """What the rules say of the text."""

    outcome: Literal["nothing", "look again", "blocked"]
    packs: list[str]
    networks: list[str]
    rules_version: str = Field(description="The same figure means the same rules.")
    findings: list[FindingShown]
    questions: list[QuestionShown]
    not_judged: list[NotJudged]


class Fault(BaseModel):
    """One place that is not as it must be."""

    pointer: str = Field(description="A JSON pointer (RFC 6901) into what was sent.")
    detail: str


class Problem(BaseModel):
    """Why nothing was judged (RFC 9457)."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


def at_most(most: int) -> Callable[[Run], Run]:
    """Refuses a longer body unread."""

    def around(run: Run) -> Run:
        @wraps(run)
        def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if int(request.META.get("CONTENT_LENGTH") or 0) > most:
                return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send at most {most} bytes.")
            return run(request, *args, **kwargs)

        return bounded

    return around


REFUSALS: Final = (400, 401, 413, 422, 429)


@router.post(
    "", response={200: Judgement, **dict.fromkeys(REFUSALS, Problem)}, operation_id="check", summary="Judge a text"
)
@decorate_view(at_most(MOST_BYTES))
def check(request: HttpRequest, asked: Text) -> dict[str, Any]:  # noqa: ARG001  every operation takes its request
    """Nothing of it is kept. A text with findings is answered with 200 like one without: read `outcome`."""
    text, at = read_text(asked.text.encode()), clock.now()
    told = Told(
        packs=tuple(asked.packs or ()),
        networks=tuple(asked.networks),
        language=asked.language,
        sources=tuple(asked.sources),
        owner=asked.owner,
        review_on=asked.review_on,
        is_service=asked.is_service,
    )
    if asked.packs is None:
        checked, told = check_here(text, told, at=at)
    else:
        checked = check_text(text, told, at=at.astimezone())
    return table_of(checked, told, "")


@router.api_operation(["GET", "PUT", "PATCH", "DELETE"], "", auth=None, include_in_schema=False)
def check_only_by_post(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Says how to ask."""
    return problem(HTTPStatus.METHOD_NOT_ALLOWED, "Send the text with POST.", headers={"Allow": "POST"})
