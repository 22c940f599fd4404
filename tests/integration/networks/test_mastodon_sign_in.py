"""An access token by a code: on a real server whose person says yes in the browser, as the page for it asks."""

import re

import httpx
import pytest

from answerable.networks.mastodon.kind import KIND
from answerable.networks.mastodon.settings import PERMISSIONS, MastodonSettings
from answerable.networks.mastodon.sign_in import OUT_OF_BAND, main
from tests.fakes.mastodon_door import running_mastodon
from tests.servers.snac2 import snac2


def _allow(there, page: str) -> str:
    """What a person does: opens the address, signs in, and reads the code."""
    shown = httpx.get(page, trust_env=False)
    assert shown.status_code == 200
    given = {"login": "council", "passwd": there.passwords["council"], "redir": OUT_OF_BAND, "state": ""}
    with there.client() as client:
        return client.post("/oauth/x-snac-login", data=given | {"cid": httpx.URL(page).params["client_id"]}).text


def test_the_token_that_is_printed_opens_the_account(tmp_path, capsys):
    with snac2(tmp_path / "snac2") as there:

        def answer(_question: str) -> str:
            page = re.search(r"http\S+/oauth/authorize\S+", capsys.readouterr().out)[0]
            assert httpx.URL(page).params["scope"] == PERMISSIONS
            return _allow(there, page)

        assert main([there.address], ask=answer) == 0
        token = capsys.readouterr().out.split()[-1]
        account = KIND.connect(MastodonSettings(address=there.address, token=token)).prove()
        assert account.name.startswith("@council@")


def test_a_server_that_refuses_is_a_sentence(capsys):
    with running_mastodon() as fake:
        assert main([fake.address], ask=lambda _question: "") == 1
    assert "refused (401)" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["social.example"], ["http://social.example"]])
def test_what_cannot_be_a_server_is_a_sentence(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.endswith("\n")
