"""Every template of the room says what it is for, is whole, and carries nobody else's brand."""

import functools
import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory, override_settings

from answerable import design
from answerable.design.jinja import environment

ROOM = Path(design.__file__).parent
FILES = sorted(path.relative_to(ROOM / "templates").as_posix() for path in (ROOM / "templates").rglob("*.html"))
PAGES = [name for name in FILES if not name.startswith("design/") and name != "account/frame.html"]
PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class Code(forms.Form):
    secret = "JBSWY3DP"
    code = forms.CharField(label="Code")


one_environment = functools.cache(environment)


def written(name: str, **context: object) -> str:
    shown = {
        "request": RequestFactory().get("/"),
        "csrf_input": "",
        "csp_nonce": "n0nce",
        "body_name": "Northgate",
        "form": Code(),
        "authenticators": {},
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "unused_codes": ["ab12"],
        "unused_code_count": 1,
        **dict.fromkeys(("is_mfa_enabled", "can_view_codes", "can_download_codes", "can_generate_codes"), True),
        "totp_svg_data_uri": "data:image/svg+xml,x",
        "action_url": "/x",
        "redirect_field": "",
    }
    with override_settings(STORAGES=PLAIN_STATIC, ROOT_URLCONF="allauth.urls"):
        return one_environment().get_template(name).render({**shown, **context})


@pytest.mark.parametrize("name", FILES)
def test_a_template_begins_by_saying_what_it_is_for(name: str) -> None:
    assert (ROOM / "templates" / name).read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("name", FILES)
def test_a_template_trusts_no_text(name: str) -> None:
    assert "|safe" not in (ROOM / "templates" / name).read_text(encoding="utf-8").replace(" ", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_one_heading_and_one_main_part(name: str) -> None:
    html = written(name)
    assert re.search(r"<title>[^<]+ · Northgate</title>", html)
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_carries_no_brand_but_the_bodys_own(name: str) -> None:
    html = written(name).lower()
    assert "gov.uk" not in html
    assert "crown" not in html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_script_without_the_nonce_and_no_style_attribute(name: str) -> None:
    html = written(name)
    assert all('nonce="n0nce"' in tag or "src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert " style=" not in html
    assert " onclick=" not in html


def test_the_page_for_our_own_failure_needs_no_request() -> None:
    with override_settings(STORAGES=PLAIN_STATIC, ROOT_URLCONF="allauth.urls"):
        html = engines["jinja2"].get_template("500.html").render()
    assert "Something went wrong on our side" in html
    assert "<script" not in html


def test_a_link_that_no_longer_works_offers_a_new_one_and_no_form() -> None:
    html = written("account/password_reset_from_key.html", token_fail=True)
    assert "This link no longer works" in html
    assert "<form" not in html


def test_two_steps_can_be_stopped_where_they_are_in_use() -> None:
    class Codes:
        def get_unused_codes(self) -> list[str]:
            return ["a", "b"]

    html = written("mfa/index.html", authenticators={"totp": True, "recovery_codes": Codes()})
    assert "Stop using it" in html
    assert "2 codes are left." in html
