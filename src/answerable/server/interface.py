"""The HTTP interface for programs: its door, its refusals as problem details, and its description (OpenAPI)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from answerable.accounts.program_at_door import TooOftenError, UnknownProgramError, admit_program
from answerable.design.problem import pointer_of, problem
from answerable.errors import Refused
from answerable.guidance.api import router as check
from answerable.jobs import clock

MOST_FAULTS = 20
_AROUND = 2
"""Parts of a place that name our own function and not what was sent."""


class ByToken(HttpBearer):
    """Each program has a token that an administrator made, and can withdraw."""

    def authenticate(self, request: HttpRequest, token: str) -> str:  # noqa: ARG002  the library's shape
        """The program's name."""
        return admit_program(token, at=clock.now())


class Interface(NinjaAPI):
    """Says in its description that refusals are problem details."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description, made from the code."""
        schema = super().get_openapi_schema(**given)
        for ways in schema["paths"].values():
            for operation in ways.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        return schema


interface = Interface(
    title="Answerable",
    version="1",
    description="Judges a text by the rules that a public body holds itself to.",
    docs_url=None,
    urls_namespace="interface",
    auth=ByToken(),
)
interface.add_router("/check", check)


@interface.exception_handler(AuthenticationError)
@interface.exception_handler(UnknownProgramError)
def _unknown(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    words = "Send the token of a program that is let in, as Authorization: Bearer and the token."
    return problem(HTTPStatus.UNAUTHORIZED, words, headers={"WWW-Authenticate": "Bearer"})


@interface.exception_handler(TooOftenError)
def _too_often(request: HttpRequest, error: TooOftenError) -> HttpResponse:  # noqa: ARG001
    words = f"This program asks very often. Ask again in {error.seconds} seconds."
    return problem(HTTPStatus.TOO_MANY_REQUESTS, words, headers={"Retry-After": str(error.seconds)})


@interface.exception_handler(ValidationError)
def _not_so(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    faults = [{"pointer": pointer_of(one["loc"][_AROUND:]), "detail": str(one["msg"])} for one in error.errors]
    words = "The body is not as it must be."
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, words, errors=faults[:MOST_FAULTS])


@interface.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:  # noqa: ARG001
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, refused.reason)


@interface.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too long.")


@interface.exception_handler(HttpError)
def _not_json(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    return problem(HTTPStatus(error.status_code), "This is not JSON in UTF-8.")
