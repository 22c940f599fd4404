"""The pages on which two people start and end a switch, and the notice of it on every other page."""

from datetime import timedelta

import pytest
from django.test import Client

from answerable.guidance.models import Switch
from answerable.jobs import clock
from tests.integration import factories as make
from tests.integration.guidance.made_switches import ended, proposed, started

pytestmark = pytest.mark.django_db


def shown(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_one_person_proposes_a_period_by_days_and_another_confirms_it() -> None:
    make.body()
    today = clock.now().date()
    sent = {"title": "Local elections", "reason": "Called.", "areas": "Mill ward\nHigh ward\n"}
    sent |= {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=20)).isoformat()}
    amy, tom = make.signed_in(make.amy()), make.signed_in(make.tom())
    assert amy.post("/desk/switches/new/election/", sent).status_code == 302
    there = Switch.objects.get()
    assert there.areas == ["Mill ward", "High ward"]
    assert there.ends_at - there.starts_at >= timedelta(days=20)
    page = f"/desk/switches/{there.public_id}/"
    assert "another person must confirm it" in shown(amy, page)
    assert "Confirm it" in shown(tom, page)
    assert tom.post(f"{page}confirm/", {}).status_code == 422
    assert amy.post(f"{page}confirm/", {"said": "None."}).status_code == 409
    assert tom.post(f"{page}confirm/", {"said": "None."}).status_code == 302
    assert "In force" in shown(tom, page)


def test_an_embargo_is_proposed_with_its_moment_where_the_body_is() -> None:
    make.body()
    sent = {"title": "Mill Lane", "reason": "Contract.", "words": "Mill Lane\nclosure", "until_on": "2999-07-01"}
    amy = make.signed_in(make.amy())
    assert amy.post("/desk/switches/new/embargo/", sent).status_code == 422
    assert amy.post("/desk/switches/new/embargo/", sent | {"until_at": "09:30"}).status_code == 302
    assert Switch.objects.get().ends_at.isoformat() == "2999-07-01T08:30:00+00:00"


def test_what_is_refused_is_said_in_the_form() -> None:
    make.body()
    sent = {"title": "Past", "reason": "Called.", "starts_on": "2020-01-01", "ends_on": "2020-01-02"}
    answer = make.signed_in(make.amy()).post("/desk/switches/new/election/", sent)
    assert answer.status_code == 422
    assert "over before it began" in answer.content.decode()


def test_there_is_no_page_for_a_kind_that_is_not_known() -> None:
    make.body()
    assert make.signed_in(make.amy()).get("/desk/switches/new/purdah/").status_code == 404


def test_it_is_ended_by_two_and_may_be_kept() -> None:
    make.body()
    page = f"/desk/switches/{started('crisis').public_id}/"
    amy, tom = make.signed_in(make.amy()), make.signed_in(make.tom())
    assert amy.post(f"{page}end/", {"reason": ""}).status_code == 422
    assert amy.post(f"{page}end/", {"reason": "Over."}).status_code == 302
    assert "another person must do it" in shown(amy, page)
    assert tom.post(f"{page}decide-end/", {"to": "keep"}).status_code == 302
    assert "Propose to end it" in shown(tom, page)
    amy.post(f"{page}end/", {"reason": "Over."})
    assert tom.post(f"{page}decide-end/").status_code == 302
    assert "Over" in shown(tom, page)


def test_a_proposal_is_laid_aside_and_the_list_says_so() -> None:
    make.body()
    amy = make.signed_in(make.amy())
    assert amy.post(f"/desk/switches/{proposed().public_id}/drop/").status_code == 302
    assert "Laid aside" in shown(amy, "/desk/switches/")


def test_every_page_of_the_desk_says_what_it_means_and_until_when() -> None:
    make.body()
    started("crisis", title="Flood")
    seen = shown(make.signed_in(make.ada()), "/desk/")
    assert "Crisis: Flood" in seen
    assert "until two people end it" in seen


def test_the_public_pages_say_it_too_but_never_an_embargo() -> None:
    make.body()
    started("embargo", title="Secret closure", ends_at=clock.now() + timedelta(days=3))
    now = clock.now()
    started("election", title="Local elections", ends_at=now + timedelta(days=3), areas=["Mill ward"])
    seen = shown(Client(), "/")
    assert "Pre-election period: Local elections (Mill ward)" in seen
    assert "essential service information only" in seen
    assert "Secret closure" not in seen
    assert "Secret closure" in shown(make.signed_in(make.ada()), "/desk/")


def test_no_page_speaks_of_what_is_over_or_only_proposed() -> None:
    make.body()
    ended(started("crisis", title="Flood"), at=make.NOON + timedelta(hours=1))
    proposed("bereavement", title="Mourning")
    for browser, address in ((Client(), "/"), (make.signed_in(make.ada()), "/desk/")):
        seen = shown(browser, address)
        assert "Flood" not in seen
        assert "Mourning" not in seen


def test_who_may_not_switch_reads_and_is_offered_nothing() -> None:
    make.body()
    page = f"/desk/switches/{started('crisis').public_id}/"
    seen = shown(make.signed_in(make.ada()), page)
    assert "Propose to end it" not in seen
    assert "Start one" not in shown(make.signed_in(make.ada()), "/desk/switches/")
