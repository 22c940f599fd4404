"""What a telling costs in money is on the second person's page, before they say yes."""

import pytest
from django.test import override_settings

from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@override_settings(EXPERIMENTAL_KINDS=frozenset({"x"}))
def test_the_cost_of_a_telling_is_shown_before_clearance() -> None:
    make.body()
    channel = make.channel("Our X", kind="x")
    about = make.answering(*(make.post(channel) for _ in range(7)))
    make.handed_in(make.saved(about))
    page = make.signed_in(make.ben()).get(f"/desk/questions/{about.public_id}/clear/").content.decode()
    assert "It costs US$0.07 to US$1.40." in page
