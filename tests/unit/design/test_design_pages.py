"""Pagination, differences, the policy, fragments that keep themselves up to date, and refusals."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateRuntimeError

from answerable.design import csp, difference, pagination, refresh, refusal
from answerable.design.jinja import environment
from answerable.errors import Refused

PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def test_pages_keep_the_filters_and_show_first_last_and_neighbours() -> None:
    pages = pagination.numbered(QueryDict("q=bins&page=6"), 6, 24)
    assert [link.number for link in pages.links] == [1, 0, 5, 6, 7, 0, 24]
    assert pages.next == "?q=bins&page=7"
    assert [link.number for link in pages.links if link.current] == [6]


def test_the_ends_have_no_further_page() -> None:
    assert pagination.numbered(QueryDict(), 1, 2).previous == ""
    assert pagination.numbered(QueryDict(), 2, 2).next == ""
    assert pagination.numbered(QueryDict(), 1, 1) == pagination.Pages("", "")


def test_steps_by_bookmark_replace_each_other() -> None:
    pages = pagination.steps(QueryDict("q=x&after=10"), "1", "20")
    assert pages == pagination.Pages("?q=x&before=1", "?q=x&after=20")
    assert pagination.steps(QueryDict(), None, None) == pagination.Pages("", "")


def test_a_query_changes_only_what_is_named() -> None:
    request = RequestFactory().get("/", {"q": "a&b", "state": "open"})
    assert pagination.with_query(request, state=None, page=2) == "?q=a%26b&page=2"


def test_a_run_of_changed_words_is_one_run() -> None:
    parts = difference.words("Collected on Tuesday 24 November.", "Collected by Wednesday 25 November.")
    assert [(part.kind, part.text) for part in parts] == [
        ("same", "Collected "), ("removed", "on Tuesday 24 "), ("added", "by Wednesday 25 "), ("same", "November."),
    ]  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_off_the_difference(before: str, after: str) -> None:
    parts = difference.words(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after


def test_every_request_gets_a_nonce_of_its_own_and_the_policy_names_it() -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(csp.nonce(request)["csp_nonce"])
        return HttpResponse("x")

    middleware = csp.ContentSecurityPolicy(page)
    answers = [middleware(RequestFactory().get("/")) for _ in range(2)]
    assert seen[0] != seen[1]
    assert f"'nonce-{seen[0]}'" in answers[0]["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answers[0]["Content-Security-Policy"]
    assert "unsafe" not in answers[0]["Content-Security-Policy"]
    assert answers[0]["Referrer-Policy"] == "same-origin"


def test_a_page_without_the_middleware_has_no_nonce() -> None:
    assert csp.nonce(RequestFactory().get("/")) == {"csp_nonce": ""}


@pytest.fixture
def _plain_static() -> Iterator[None]:
    engine = {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {"environment": "answerable.design.jinja.environment"},
    }
    with override_settings(STORAGES=PLAIN_STATIC, ROOT_URLCONF="allauth.urls", TEMPLATES=[engine]):
        yield


@pytest.mark.usefixtures("_plain_static")
def test_an_unchanged_fragment_is_not_sent_again() -> None:
    first = refresh.fragment(RequestFactory().get("/"), "design/refused.html", {"reason": "a"})
    again = RequestFactory().get("/", headers={"If-None-Match": first["ETag"]})
    assert refresh.fragment(again, "design/refused.html", {"reason": "a"}).status_code == 304
    assert refresh.fragment(again, "design/refused.html", {"reason": "b"}).status_code == 200
    assert first["ETag"].startswith('W/"')
    assert "X-Live" not in first


@pytest.mark.usefixtures("_plain_static")
def test_a_finished_fragment_says_so_even_where_its_words_are_the_same() -> None:
    first = refresh.fragment(RequestFactory().get("/"), "design/refused.html", {"reason": "a"})
    again = RequestFactory().get("/", headers={"If-None-Match": first["ETag"]})
    last = refresh.fragment(again, "design/refused.html", {"reason": "a"}, done=True)
    assert (last.status_code, last["X-Live"]) == (200, "done")


@pytest.mark.usefixtures("_plain_static")
def test_a_refusal_is_a_page_with_its_reason_and_a_way_back() -> None:
    request = RequestFactory().post("/clear", headers={"Referer": "http://testserver/draft/4?v=2"})
    answer = refusal.RefusalPages(lambda _: HttpResponse()).process_exception(
        request, Refused("Ask a colleague to clear it.")
    )
    assert answer is not None
    assert answer.status_code == 409
    assert "Ask a colleague to clear it." in answer.content.decode()
    assert 'href="/draft/4?v=2"' in answer.content.decode()


@pytest.mark.usefixtures("_plain_static")
@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/x", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(referer: str) -> None:
    answer = refusal.show(RequestFactory().get("/x", headers={"Referer": referer}), Refused("No."))
    assert 'button--secondary" href="/"' in answer.content.decode()


def test_other_errors_are_not_ours_to_show() -> None:
    middleware = refusal.RefusalPages(lambda _: HttpResponse("through"))
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None
    assert middleware(RequestFactory().get("/")).content == b"through"


def test_a_form_without_its_secret_fails_aloud() -> None:
    page = environment().from_string(
        '{% from "design/components.html" import post_button %}{{ post_button("/", "Go") }}'
    )
    with pytest.raises(TemplateRuntimeError, match="with context"):
        page.render()


def test_a_form_of_one_button_carries_its_secret_and_values() -> None:
    page = environment().from_string(
        '{% from "design/components.html" import post_button with context %}'
        '{{ post_button("/", "Go", fields={"a": "<1>"}) }}'
    )
    html = page.render(csrf_input="THE-SECRET")
    assert "THE-SECRET" in html
    assert 'name="a" value="&lt;1&gt;"' in html


def test_addresses_are_made_from_names() -> None:
    with override_settings(ROOT_URLCONF="allauth.urls"):
        assert environment().from_string("{{ url('account_login') }}").render() == "/login/"
