"""The guidance in public: the rules in force, every edition, what changed between two, and both downloads."""

import io
import re

import pypdf
import pytest
from django.test import Client

from answerable.guidance.in_force import edition_in_force
from answerable.guidance.models import Edition
from tests.integration import factories as make
from tests.integration.guidance.made_rules import own_rule, published

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def two_editions() -> Edition:
    make.body()
    edition_in_force(at=make.NOON)
    return published()


def test_the_rules_in_force_have_the_principles_and_tips_at_their_head() -> None:
    two_editions()
    told = page("/rules/")
    assert "Edition 2, since 2 June 2025" in told
    assert told.index("The six principles") < told.index("The ten tips") < told.index('id="PD-07"')
    assert told.count("<li>") > 10
    assert "Decision of the council (noted on 1 May 2025)" in told


def test_before_the_first_edition_the_rules_can_be_read() -> None:
    make.body()
    assert 'id="PD-07"' in page("/rules/")
    assert "No edition yet" in page("/rules/editions/")


def test_a_desk_without_a_name_yet_has_rules_as_well() -> None:
    assert 'id="PD-07"' in page("/rules/")


def test_every_edition_keeps_its_address_and_its_rules() -> None:
    two_editions()
    assert 'id="OWN-01"' not in page("/rules/editions/1/")
    assert "no longer in force" in page("/rules/editions/1/")
    assert 'id="OWN-01"' in page("/rules/editions/2/")
    assert "no longer in force" not in page("/rules/editions/2/")


def test_the_list_of_editions_says_what_changed() -> None:
    two_editions()
    told = page("/rules/editions/")
    assert told.index("Edition 2") < told.index("Our new name.") < told.index("Edition 1")
    assert "/rules/editions/2/since/1/" in told


def test_what_changed_is_told_in_words_in_both_directions() -> None:
    two_editions()
    assert "new</small>" in page("/rules/editions/2/since/1/")
    assert "taken out</small>" in page("/rules/editions/1/since/2/")
    assert "Both editions hold the same rules." in page("/rules/editions/1/since/1/")


@pytest.mark.parametrize(
    "address",
    ["9/", "0/", "9/edition.pdf", "9/edition.html", "1/since/9/", "99999999999999999999/", "1/since/99999999999/"],
)
def test_an_edition_that_never_was_is_not_found(address: str) -> None:
    two_editions()
    assert Client().get(f"/rules/editions/{address}").status_code == 404


def test_an_edition_from_before_rules_were_kept_is_not_shown_empty() -> None:
    make.body()
    Edition.objects.create(number=1, version="x", packs=[], rule_count=84, published_at=make.NOON)
    assert Client().get("/rules/editions/1/").status_code == 404
    assert 'id="PD-07"' in page("/rules/")


def test_the_html_file_stands_alone_and_escapes_what_it_is_told() -> None:
    make.body()
    published(own_rule(sentence="No <script>alert(1)</script> & no “old” name."))
    answer = Client().get("/rules/editions/1/edition.html")
    told = answer.content.decode()
    assert 'filename="edition-1.html"' in answer["Content-Disposition"]
    assert re.findall(r"<(?:link|script|img|iframe)\b", told) == []
    assert "&lt;script&gt;" in told
    assert "Keep to the Civil Service Code" in told


def pdf_of(address: str) -> pypdf.PdfReader:
    answer = Client().get(address)
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def test_the_pdf_is_tagged_titled_and_in_a_language() -> None:
    two_editions()
    read = pdf_of("/rules/editions/2/edition.pdf")
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in read.root_object
    assert str(read.root_object["/Lang"]).startswith("en")
    assert "Edition 2" in read.metadata.title
    assert b"pdfuaid" in read.root_object["/Metadata"].get_object().get_data()
    words = "".join(one.extract_text() for one in read.pages)
    assert "OWN-01" in words
    assert "Our new name." in words


def test_welsh_and_irish_letters_stay_and_code_in_a_rule_is_only_words() -> None:
    make.body()
    published(own_rule(sentence="#panic() $x$ Dŵr ŷd Dé hAoine \\ <a> *b*."))
    words = "".join(one.extract_text() for one in pdf_of("/rules/editions/1/edition.pdf").pages)
    assert "#panic() $x$ Dŵr ŷd Dé hAoine \\ <a> *b*." in words


def test_a_sign_that_no_font_has_does_not_stop_the_download() -> None:
    make.body()
    published(own_rule(sentence="No 🎉 in answers."))
    read = pdf_of("/rules/editions/1/edition.pdf")
    assert "/StructTreeRoot" in read.root_object
    assert b"pdfuaid" not in read.root_object["/Metadata"].get_object().get_data()


def test_an_edition_is_published_at_any_moment_of_a_second() -> None:
    make.body()
    edition_in_force(at=make.NOON.replace(microsecond=123_456))
    assert len(pdf_of("/rules/editions/1/edition.pdf").pages) > 3


def test_the_same_edition_is_the_same_file() -> None:
    two_editions()
    first, again = (Client().get("/rules/editions/1/edition.pdf").content for _ in range(2))
    assert first == again
