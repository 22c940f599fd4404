"""Small charts as SVG without style attributes, with a name, a description, and their numbers for a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from math import ceil

from markupsafe import Markup

from answerable.design.wording import number

# In units of the drawing, which is shown at up to 640 pixels wide; letters are 15 units high (answerable.css).
_WIDTH, _HEIGHT = 560, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 18, 12, 30
_ROW, _BAR = 54, 20
_NAME_ROW = 28
_SHAPES = 4
_STEPS = (1, 2, 2.5, 5, 10)
_LINES_WANTED = 5
_LABELS_WANTED = 5
# About as many letters as a line of the drawing has room for; the table beside it has the whole label.
_LETTERS = 62


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its name and the numbers it was drawn from; `rows` start with their label, None is "not known"."""

    title: str
    svg: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]


def bars(title: str, description: str, heads: tuple[str, str], rows: Sequence[tuple[str, float]]) -> Figure:
    """Bars from left to right, one a row, its number beside it; `rows` are label and a number of 0 or more."""
    most = max((value for _label, value in rows), default=0) or 1
    drawn = Markup().join(_bar(index, label, value, value / most) for index, (label, value) in enumerate(rows))
    return Figure(title, _svg(title, description, len(rows) * _ROW, drawn), heads, tuple(rows))


def lines(
    title: str,
    description: str,
    heads: tuple[str, ...],
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
) -> Figure:
    """Lines over the same `labels` (days, weeks), at most four; a None leaves a gap.

    Every line has its own shape at its points and its name at its end, so that colour is never needed. `heads` are the
    heads of the table: what the labels are, then one for each series. Raises ValueError for more than four series.
    """
    if len(series) > _SHAPES:
        raise ValueError(f"at most {_SHAPES} lines can be told apart, not {len(series)}")
    values = [value for _name, points in series for value in points if value is not None]
    step = _round_up(max(values, default=0) / _LINES_WANTED)
    top = step * max(1, ceil(max(values, default=0) / step))
    drawn = _grid(step, top) + _days(labels)
    drawn += Markup().join(_line(index, points, top) for index, (_name, points) in enumerate(series))
    drawn += Markup().join(_name_of(index, name) for index, (name, _points) in enumerate(series))
    rows = tuple((label, *(points[at] for _name, points in series)) for at, label in enumerate(labels))
    return Figure(title, _svg(title, description, _HEIGHT + _NAME_ROW, drawn), heads, rows)


def _svg(title: str, description: str, height: float, inside: Markup) -> Markup:
    """The drawing with its name and description, tied by ids made from the words so that two charts do not clash."""
    key = blake2b(f"{title}|{description}|{inside}".encode(), digest_size=5).hexdigest()
    return Markup(
        '<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="t{key} d{key}">'
        '<title id="t{key}">{title}</title><desc id="d{key}">{description}</desc>{inside}</svg>'
    ).format(width=_WIDTH, height=round(height), key=key, title=title, description=description, inside=inside)


def _bar(index: int, label: str, value: float, part: float) -> Markup:
    """The label on its own line, the bar below, its number behind it."""
    length = round((_WIDTH - 72) * part, 1)
    return Markup(
        '<text x="0" y="{label_y}">{label}</text>'
        '<rect class="area-0" x="0" y="{top}" width="{length}" height="{bar}" rx="3"/>'
        '<text class="soft" x="{value_x}" y="{value_y}">{value}</text>'
    ).format(
        label_y=index * _ROW + 18,
        label=label if len(label) <= _LETTERS else label[: _LETTERS - 1].rstrip() + "…",
        top=index * _ROW + 25,
        length=max(length, 1.5 if value else 0),
        bar=_BAR,
        value_x=length + 8,
        value_y=index * _ROW + 41,
        value=number(value),
    )


def _round_up(most: float) -> float:
    """The next round number, 1, 2, 2.5, 5 or 10 times a power of ten, and at least 1: counts have no halves."""
    size = 1.0
    while size * 10 < most:
        size *= 10
    steps = (step * size for step in _STEPS if step * size >= most and (step * size).is_integer())
    return next(steps)


def _y(value: float, top: float) -> float:
    return round(_HEIGHT - _BOTTOM - value / top * (_HEIGHT - _BOTTOM - _TOP), 1)


def _x(at: int, count: int) -> float:
    room = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + (room * at / (count - 1) if count > 1 else room / 2), 1)


def _grid(step: float, top: float) -> Markup:
    row = Markup(
        '<path class="axis" d="M{left} {y}H{end}"/>'
        '<text class="soft" x="{x}" y="{text}" text-anchor="end">{value}</text>'
    )
    heights = [step * at for at in range(round(top / step) + 1)]
    return Markup().join(
        row.format(left=_LEFT, y=_y(at, top), end=_WIDTH - _RIGHT, x=_LEFT - 8, text=_y(at, top) + 5, value=number(at))
        for at in heights
    )


def _days(labels: Sequence[str]) -> Markup:
    """As many labels under the axis as have room, the first always."""
    every = max(1, ceil(len(labels) / _LABELS_WANTED))
    word = Markup('<text class="soft" x="{x}" y="{y}" text-anchor="middle">{label}</text>')
    shown = [(at, label) for at, label in enumerate(labels) if at % every == 0]
    return Markup().join(word.format(x=_x(at, len(labels)), y=_HEIGHT - 8, label=label) for at, label in shown)


def _line(index: int, points: Sequence[float | None], top: float) -> Markup:
    placed = [None if value is None else (_x(at, len(points)), _y(value, top)) for at, value in enumerate(points)]
    strokes = Markup().join(
        Markup('<path class="series series-{index}" d="M{a} {b}L{c} {d}"/>').format(
            index=index, a=one[0], b=one[1], c=two[0], d=two[1]
        )
        for one, two in pairwise(placed)
        if one and two
    )
    return strokes + Markup().join(_point(index, *place) for place in placed if place)


def _point(index: int, x: float, y: float) -> Markup:
    """Circle, square, triangle, diamond: the shape says which line it is."""
    shapes = (
        f"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
        f"M{x - 4} {y - 4}h8v8h-8z",
        f"M{x} {y - 5}l5 9h-10z",
        f"M{x} {y - 5.5}l5 5.5-5 5.5-5-5.5z",
    )
    return Markup('<path class="area-{index}" d="{shape}"/>').format(index=index, shape=shapes[index])


def _name_of(index: int, name: str) -> Markup:
    x, y = _LEFT + 6 + index * 122, _HEIGHT + 14
    text = Markup('<text x="{x}" y="{y}">{name}</text>').format(x=x + 12, y=y + 5, name=name)
    return _point(index, x, y) + text
