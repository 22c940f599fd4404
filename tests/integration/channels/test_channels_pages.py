"""The pages of channels."""

import pytest
from django.test import override_settings

from answerable.accounts.roles import Role
from answerable.channels.models import Channel, State
from answerable.channels.trouble import lose
from answerable.networks.kinds import KINDS
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
ASKED = {"objective": "service", "promised_days": "2"}


@pytest.fixture
def amy():
    make.body()
    return make.signed_in(make.amy())


def test_before_any_is_open_the_page_says_how_to_begin(amy) -> None:
    page = amy.get("/desk/channels/").content.decode()
    assert "No channel is open" in page
    assert all(kind.title in page for kind in KINDS.values() if not kind.experimental)
    assert KINDS["x"].title not in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_made_from_its_settings(amy, kind: str) -> None:
    with override_settings(EXPERIMENTAL_KINDS=frozenset({"x"})):
        page = amy.get(f"/desk/channels/open/{kind}/").content.decode()
    assert KINDS[kind].promise.value in page or not KINDS[kind].tells
    assert "Try the sign-in" in page


def test_a_kind_that_is_not_known_is_not_found(amy) -> None:
    assert amy.get("/desk/channels/open/telegraph/").status_code == 404


def test_a_channel_is_opened_by_its_form_once(amy) -> None:
    sent = ASKED | {"name": "Our page", "setting_notice": "Call 999 in an emergency."}
    page = amy.post("/desk/channels/open/web/", sent)
    channel = Channel.objects.get()
    assert page["Location"] == f"/desk/channels/{channel.public_id}/"
    assert channel.settings == {"notice": "Call 999 in an emergency."}
    again = amy.post("/desk/channels/open/web/", sent)
    assert again.status_code == 422
    assert "already a channel" in again.content.decode()


def test_a_secret_is_never_shown_again(amy) -> None:
    secret = "secret-of-the-square"
    sent = ASKED | {"name": "Square", "setting_address": "https://example.org", "setting_token": secret}
    refused = amy.post("/desk/channels/open/practice/", sent)
    assert refused.status_code == 422
    assert secret not in refused.content.decode()
    sent |= {"setting_address": "http://127.0.0.1:9", "setting_account": "council"}
    away = amy.post("/desk/channels/open/practice/", sent)
    assert away.status_code == 422
    assert "could not be reached" in away.content.decode()
    assert secret not in away.content.decode()
    assert not Channel.objects.exists()


def test_the_account_is_shown_and_the_rules_are_signed_before_the_channel_opens(amy, practice) -> None:
    sent = ASKED | {"name": "Square", **{f"setting_{name}": value for name, value in practice.items()}}
    address = amy.post("/desk/channels/open/practice/", sent)["Location"]
    page = amy.get(address).content.decode()
    assert "Tarnbrook Council (@council)" in page
    assert "It is not open yet" in page
    assert practice["token"] not in page
    assert amy.post(address + "open/").status_code == 409
    rules = amy.get(address + "rules/")
    assert "500 characters" in rules.content.decode()
    hidden = make.hidden_in(rules)
    assert amy.post(address + "rules/", {"seen_hash": hidden["seen_hash"]}).status_code == 422
    signed = amy.post(address + "rules/", {"seen_hash": hidden["seen_hash"], "rules_read": "on"})
    assert signed["Location"] == address
    amy.post(address + "open/")
    assert Channel.objects.get().state == State.OPEN
    assert "Signed by Amy" in amy.get(address).content.decode()
    assert "as it now stands" in amy.get(address + "rules/").content.decode()


def test_what_was_set_up_is_taken_back_with_its_credentials(amy, practice) -> None:
    sent = ASKED | {"name": "Square", **{f"setting_{name}": value for name, value in practice.items()}}
    address = amy.post("/desk/channels/open/practice/", sent)["Location"]
    assert amy.post(address + "discard/")["Location"] == "/desk/channels/"
    assert not Channel.objects.exists()


def test_a_channel_is_connected_again_and_a_blank_secret_stays(amy, practice) -> None:
    sent = ASKED | {"name": "Square", **{f"setting_{name}": value for name, value in practice.items()}}
    address = amy.post("/desk/channels/open/practice/", sent)["Location"]
    form = amy.get(address + "connect/").content.decode()
    assert practice["token"] not in form
    assert "Leave it empty" in form
    wrong = {"setting_address": practice["address"], "setting_account": "council", "setting_token": "not-the-token"}
    refused = amy.post(address + "connect/", wrong)
    assert refused.status_code == 422
    assert "does not let us in" in refused.content.decode()
    assert "not-the-token" not in refused.content.decode()
    assert amy.post(address + "connect/", wrong | {"setting_token": ""})["Location"] == address


def test_quiet_hours_are_shown_and_taken_away(amy) -> None:
    address = f"/desk/channels/{make.channel('Square').public_id}/"
    assert amy.post(address + "quiet/", {"quiet_from": "20:00", "quiet_until": ""}).status_code == 422
    assert amy.post(address + "quiet/", {"quiet_from": "late", "quiet_until": "8:00"}).status_code == 422
    amy.post(address + "quiet/", {"quiet_from": "20:00", "quiet_until": "8:00"})
    assert "From 20:00 until 08:00 (Europe/London)" in amy.get(address).content.decode()
    amy.post(address + "quiet/", {"quiet_from": "", "quiet_until": ""})
    assert Channel.objects.get().quiet_from is None


def test_a_channel_that_needs_its_keeper_is_on_every_page_of_the_desk(amy) -> None:
    channel = make.channel("Square")
    lose(channel.pk, "the sign-in was revoked", by_proof=True, at=make.NOON)
    page = amy.get("/desk/channels/").content.decode()
    assert "“Square” needs its keeper" in page
    assert f"/desk/channels/{channel.public_id}/connect/" in page
    assert "the sign-in was revoked" in amy.get(f"/desk/channels/{channel.public_id}/").content.decode()
    assert "the sign-in was revoked" in amy.get(f"/desk/channels/{channel.public_id}/connect/").content.decode()


def test_a_file_offers_only_channels_that_tell(amy) -> None:
    square, exports = make.channel("Square"), make.channel("Exports", kind="file")
    page = amy.get("/desk/channels/open/file/").content.decode()
    assert f'<option value="{square.pk}"' in page
    assert f'<option value="{exports.pk}"' not in page
    amy.post("/desk/channels/open/file/", ASKED | {"name": "More", "answers_through": str(square.pk)})
    assert Channel.objects.get(name="More").answers_through == square


def test_a_channel_is_paused_and_opened_again(amy) -> None:
    channel = make.channel("Square")
    address = f"/desk/channels/{channel.public_id}/"
    assert "Nothing is collected" in amy.get(address + "change/?to=paused").content.decode()
    assert amy.post(address + "change/", {"to": "paused", "reason": ""}).status_code == 422
    assert amy.post(address + "change/", {"to": "paused", "reason": "Holidays."})["Location"] == address
    assert "Holidays." in amy.get(address).content.decode()
    amy.post(address + "change/", {"to": "open", "reason": ""})
    assert Channel.objects.get().state == State.OPEN


def test_closing_says_that_the_reason_is_public(amy) -> None:
    channel = make.channel("Square")
    page = amy.get(f"/desk/channels/{channel.public_id}/change/?to=closed").content.decode()
    assert "public record" in page


def test_a_change_that_is_none_is_not_found(amy) -> None:
    assert amy.get(f"/desk/channels/{make.channel().public_id}/change/?to=moon").status_code == 404


def test_who_does_not_keep_channels_sees_them_without_buttons(amy) -> None:
    channel = make.channel("Square <b>")
    reader = make.signed_in(make.person("Rex", Role.RECORDS))
    pages = [
        reader.get(address).content.decode() for address in ("/desk/channels/", f"/desk/channels/{channel.public_id}/")
    ]
    assert all("Square &lt;b&gt;" in page for page in pages)
    assert not any("Close for good" in page or "Open a channel" in page for page in pages)


def test_a_channel_of_a_kind_from_another_release_is_listed(amy) -> None:
    make.channel("Old", kind="telegraph")
    assert "telegraph" in amy.get("/desk/channels/").content.decode()


def test_the_practice_network_that_does_not_run_is_said_beside_the_choice(amy) -> None:
    page = amy.post("/desk/set-up/channels/", {"practise_as": "council"})
    assert page.status_code == 422
    assert "does not run here" in page.content.decode()
