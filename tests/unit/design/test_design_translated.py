"""A template's words follow the active language and take values as text."""

from django.utils import translation

from answerable.design.translated import gettext, ngettext


def test_words_follow_the_language_that_is_active_now() -> None:
    # Django's own catalogue has this word.
    with translation.override("en"):
        assert gettext("Monday") == "Monday"
    with translation.override("cy"):
        assert gettext("Monday") == "Dydd Llun"
    with translation.override("en"):
        assert gettext("Monday") == "Monday"


def test_values_are_put_in_as_text_and_percent_signs_are_kept() -> None:
    assert gettext("with %(name)s", name="<b>") == "with &lt;b&gt;"
    assert gettext("100%% of it") == "100% of it"


def test_numbers_choose_their_words() -> None:
    with translation.override("en"):
        assert ngettext("%(num)s post", "%(num)s posts", 1) == "1 post"
        assert ngettext("%(num)s post of %(who)s", "%(num)s posts of %(who)s", 3, who="<b>") == "3 posts of &lt;b&gt;"
