"""Charts have a name, a description, a shape for each line and the numbers they were drawn from."""

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from answerable.design import charts

COUNTS = st.integers(min_value=0, max_value=10**9)


def test_bars_carry_their_name_description_and_numbers() -> None:
    figure = charts.bars("By reason", "One bar a reason", ("Reason", "Count"), [("Not ours", 1200), ("Late", 3)])
    assert "<title" in figure.svg
    assert "By reason" in figure.svg
    assert "One bar a reason" in figure.svg
    assert "1,200" in figure.svg
    assert figure.rows == (("Not ours", 1200), ("Late", 3))


def test_a_label_is_escaped_and_a_long_one_is_whole_in_the_table() -> None:
    label = "<script>" + "long " * 30
    figure = charts.bars("t", "d", ("a", "b"), [(label, 1)])
    assert "<script>" not in figure.svg
    assert "…" in figure.svg
    assert figure.rows[0][0] == label


def test_charts_obey_the_policy_on_styles() -> None:
    figure = charts.lines("t", "d", ("Day", "A"), ["1", "2"], [("A", [1, 2])])
    assert "style=" not in figure.svg


def test_a_day_that_is_not_known_leaves_a_gap() -> None:
    figure = charts.lines("t", "d", ("Day", "A"), ["1", "2", "3", "4"], [("A", [1, None, 3, 4])])
    assert figure.svg.count('class="series series-0"') == 1
    assert figure.svg.count('class="area-0"') == 4  # three points and the one at the name
    assert figure.rows[1] == ("2", None)


def test_each_line_has_a_shape_of_its_own() -> None:
    shapes = {str(charts._point(index, 10, 10)).split('d="')[1] for index in range(4)}
    assert len(shapes) == 4


def test_five_lines_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        charts.lines("t", "d", ("Day",), ["1"], [(str(n), [n]) for n in range(5)])


def test_the_axis_goes_in_round_steps() -> None:
    assert [charts._round_up(most) for most in (0, 0.4, 1.2, 3, 42.8, 26, 101)] == [1, 1, 2, 5, 50, 50, 200]


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    assert charts.bars("t", "d", ("a", "b"), []).rows == ()
    assert charts.lines("t", "d", ("Day", "A"), ["1"], [("A", [None])]).rows == (("1", None),)


@given(st.lists(st.one_of(st.none(), COUNTS), min_size=1, max_size=40), st.text(min_size=1, max_size=20))
def test_any_counts_make_a_drawing_that_fits(points: list[int | None], name: str) -> None:
    clean = "".join(letter for letter in name if letter.isprintable()) or "x"
    with translation.override("en"):
        figure = charts.lines(clean, clean, ("Day", clean), [str(n) for n in range(len(points))], [(clean, points)])
    drawn = ET.fromstring(figure.svg)  # noqa: S314  # our own drawing
    heights = [float(text.get("y", "0")) for text in drawn.iter("text")]
    assert all(0 <= height <= charts._HEIGHT + charts._NAME_ROW for height in heights)
