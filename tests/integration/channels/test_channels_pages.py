"""The pages of channels."""

import pytest

from answerable.accounts.roles import Role
from answerable.channels.models import Channel, State
from answerable.networks.kinds import KINDS
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
ASKED = {"objective": "service", "promised_days": "2", "rules_read": "on"}


@pytest.fixture
def amy():
    make.body()
    return make.signed_in(make.amy())


def test_before_any_is_open_the_page_says_how_to_begin(amy) -> None:
    page = amy.get("/desk/channels/").content.decode()
    assert "No channel is open" in page
    assert all(kind.title in page for kind in KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_made_from_its_settings(amy, kind: str) -> None:
    page = amy.get(f"/desk/channels/open/{kind}/").content.decode()
    assert KINDS[kind].promise.value in page or not KINDS[kind].tells
    assert 'name="rules_read"' in page


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
    sent |= {"setting_address": "http://127.0.0.1:8090", "setting_account": "council"}
    shown = amy.get(amy.post("/desk/channels/open/practice/", sent)["Location"]).content.decode()
    assert "Square" in shown
    assert secret not in shown


def test_rules_must_be_read(amy) -> None:
    page = amy.post("/desk/channels/open/web/", {"name": "Our page", "objective": "service", "promised_days": "2"})
    assert page.status_code == 422
    assert "Read the rules of this network first" in page.content.decode()


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
