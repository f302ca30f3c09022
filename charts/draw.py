"""The charts of the vocabulary as shapes of a picture."""

from charts.fit import text_width
from charts.picture import Picture, colour, place, shape, text
from charts.vocabulary import Horizon, Kind, Line, Mark, Steps

WIDEST = "xl"
MARGIN = 30
TITLE = 58

# Of the horizon: a column of names, then the track that its widest tier counts on.
NAMES = 376
TRACK = 884
ROW = 30
HEAD = 40

LINE_TRACK = 768
STEPS_TRACK = 620

# What the shapes mean, in the words of the page.
FILLED = {Kind.NUMBER, Kind.BIN}
LEGEND = {
    Kind.NUMBER: "doel met een getal",
    Kind.OPEN: "doel zonder getal",
    Kind.DERIVED: "jaar of getal afgeleid uit de brief",
    Kind.AFTER: "na dit jaar",
    Kind.NONE: "geen streefjaar",
    Kind.BIN: "alle missies van het thema met een doel in dat jaar",
}


def draw(chart, title) -> Picture:
    """`title` stands above the chart: the page that it comes from has a heading."""
    return {Horizon: horizon, Line: line, Steps: steps}[type(chart)](chart, title)


def heading(title):
    return text(MARGIN, 36, [(title, True, None)], 20, colour("inkt"))


# All missions


def horizon(chart, title):
    left, right = MARGIN + NAMES, MARGIN + NAMES + TRACK
    top = TITLE + 44
    shapes, y = [], top
    for group in chart.groups:
        shapes.append(_group_head(group, y + 27))
        y += HEAD
        for row in group.rows:
            shapes += _row(row, group.key, y + ROW / 2, left, right)
            y += ROW
    grid = [
        shape("line", x1=x, x2=x, y1=top, y2=y, stroke=_grid_colour(tick))
        for tick in chart.axis.ticks
        for x in [place(tick.x, left, TRACK)]
    ]
    ends = shape(
        "line",
        x1=MARGIN,
        x2=right,
        y1=top,
        y2=top,
        stroke=colour("inkt"),
        stroke_width=1.5,
    )
    shapes = [
        heading(title),
        *grid,
        ends,
        *_years(chart.axis, left, TRACK, top, counts=True),
        *_axis_name(left - 16, top),
        *shapes,
    ]
    words = " ".join(
        f"{row.code}: {'; '.join(mark.words for mark in row.marks) or 'nog geen doel'}."
        for group in chart.groups
        for row in group.rows
    )
    rows = [row for group in chart.groups for row in group.rows]
    shapes += _legend(rows, y + 26)
    height = round(y + 40)
    words = f"{chart.summary} {words}".strip()
    return Picture(title, words, right + MARGIN, height, tuple(shapes))


def _axis_name(x, y):
    for words, above in (("Aantal missies", 28), ("Streefjaar", 10)):
        runs = [(words, False, None)]
        yield text(x, y - above, runs, 12, colour("inkt-2"), anchor="end")


def _grid_colour(tick):
    return colour("lijn-sterk") if tick.count else colour("lijn")


def _group_head(group, y):
    runs = [(group.name, True, colour("thema", group.key))]
    if group.summary:
        runs.append((f"\u2003{group.summary}", False, colour("inkt-2")))
    return text(MARGIN, y, runs, 15, colour("inkt"), halo=True)


def _row(row, theme, y, left, right):
    indent = 16 if row.under else 0
    code = [(row.code, True, None)]
    yield text(MARGIN, y + 5, code, 13, colour("thema", theme))
    yield text(
        MARGIN + 54 + indent, y + 5, [(row.name, False, None)], 15, colour("inkt")
    )
    yield _track(row, theme, y, left, right)
    for mark in row.marks:
        x = place(mark.x, left, right - left)
        yield from _label(mark, x + mark.dx, y + 5, 14, mark.anchor)
        yield from _mark(mark, theme, x, y, 6)
    if not row.marks:
        runs = [("nog geen doel", False, None)]
        yield text(left, y + 5, runs, 14, colour("inkt-2"), halo=True)


def _track(row, theme, y, left, right):
    if not row.line_to:
        return _dotted(left, right, y)
    end = place(row.line_to, left, right - left)
    stroke = colour("thema-lijn", theme)
    return shape("line", x1=left, x2=end, y1=y, y2=y, stroke=stroke, stroke_width=2)


def _dotted(left, right, y):
    return shape(
        "line", x1=left, x2=right, y1=y, y2=y, stroke=colour("lijn-sterk"),
        stroke_width=1.5, stroke_dasharray="1.5 5",
    )  # fmt: skip


def _mark(mark, theme, x, y, radius):
    hue, paper = colour("thema", theme), colour("papier")
    if mark.kind == Kind.AFTER:
        path = f"M{x + 1:.2f} {y - 6.5:.2f}L{x + 14:.2f} {y:.2f}L{x + 1:.2f} {y + 6.5:.2f}z"
        yield shape("path", d=path, fill=paper, stroke=hue, stroke_width=2)
    elif mark.kind != Kind.NONE:
        yield shape(
            "circle", cx=x, cy=y, r=radius, stroke=hue, stroke_width=2,
            fill=hue if mark.kind in FILLED else paper,
            stroke_dasharray="2.7 2" if mark.kind == Kind.DERIVED else None,
        )  # fmt: skip


def _label(mark, x, y, size, anchor, hue=None):
    lines = next((own.lines for own in mark.labels if WIDEST in own.tiers), ())
    for number, runs in enumerate(lines):
        own = [(run.text, run.strong, hue if run.strong else None) for run in runs]
        above = (len(lines) - 1 - number) * 1.25 * size
        yield text(x, y - above, own, size, colour("inkt"), anchor=anchor, halo=True)


def _years(axis, left, track, y, *, counts=False):
    for tick in axis.ticks:
        if WIDEST not in tick.tiers:
            continue
        x = place(tick.x, left, track)
        anchor = "middle" if tick.anchor == "middle" else None
        x -= 0 if anchor else 6
        fill = colour("inkt") if tick.count else colour("inkt-3")
        year = [(tick.text or str(tick.year), bool(tick.count), None)]
        yield text(x, y - 10, year, 14, fill, anchor=anchor)
        if counts and tick.count:
            count = [(str(tick.count), False, None)]
            yield text(x, y - 28, count, 13, colour("inkt-2"), anchor=anchor)


def _legend(rows, y):
    """The shapes that the picture has, each with its meaning."""
    kinds = {mark.kind for row in rows for mark in row.marks}
    x = MARGIN
    for kind in (kind for kind in LEGEND if kind in kinds):
        mark = Mark(kind, None, "0%", LEGEND[kind], "")
        if kind == Kind.NONE:
            yield _dotted(x, x + 26, y)
        yield from _mark(mark, "", x + 7, y, 6)
        left = x + (34 if kind == Kind.NONE else 24)
        yield text(left, y + 5, [(mark.words, False, None)], 13, colour("inkt-2"))
        x = left + text_width(mark.words, 13) + 28


# One mission


def line(chart, title):
    left, right = MARGIN, MARGIN + LINE_TRACK
    y, foot = TITLE + 92, TITLE + 130
    stroke = colour("inkt")
    shapes = [
        heading(title),
        *(
            shape("line", x1=x, x2=x, y1=TITLE, y2=foot, stroke=_grid_colour(tick))
            for tick in chart.axis.ticks
            for x in [place(tick.x, left, LINE_TRACK)]
        ),
        _track(chart.row, chart.key, y, left, right),
        shape(
            "line", x1=left, x2=right, y1=foot, y2=foot, stroke=stroke, stroke_width=1.5
        ),
        *_years(chart.axis, left, LINE_TRACK, foot + 28),
    ]
    for mark in chart.row.marks:
        x = place(mark.x, left, LINE_TRACK)
        dx = {Kind.AFTER: 14, Kind.NONE: 0}.get(mark.kind, -9)
        hue = colour("thema", chart.key)
        shapes += _label(mark, x + dx, y - 20, 17, mark.anchor, hue)
        shapes += _mark(mark, chart.key, x, y, 8)
    return Picture(title, chart.name, right + MARGIN, foot + 34, tuple(shapes))


def steps(chart, title):
    left, right = MARGIN, MARGIN + STEPS_TRACK
    top = TITLE + 40
    foot = top + 215
    caption = text(MARGIN, TITLE, [(chart.caption, False, None)], 14, colour("inkt-2"))
    dotted = shape(
        "line", x1=left, x2=right, y1=top, y2=top, stroke=colour("lijn-sterk"),
        stroke_dasharray="2 4",
    )  # fmt: skip
    ground = shape(
        "line",
        x1=left,
        x2=right,
        y1=foot,
        y2=foot,
        stroke=colour("inkt"),
        stroke_width=1.5,
    )
    shapes = [heading(title), caption, dotted]
    for bar in chart.bars:
        shapes += _bar(bar, chart.key, place(bar.x, left, STEPS_TRACK), top, foot)
    shapes.append(ground)
    width = right + MARGIN
    return Picture(
        title, f"{chart.caption} {chart.name}", width, foot + 34, tuple(shapes)
    )


def _bar(bar, theme, x, top, foot):
    hue = colour("thema", theme)
    gone, left = float(bar.top), float(bar.height)
    if bar.change:
        yield shape(
            "rect", x=x - 36, y=top, width=72, height=gone, fill="none",
            stroke=colour("thema-lijn", theme), stroke_width=1.5, stroke_dasharray="4 3",
        )  # fmt: skip
    yield shape("rect", x=x - 36, y=top + gone, width=72, height=left, fill=hue)
    remains = f"{bar.remaining} over" if bar.change else bar.remaining
    runs = [(remains, False, None)]
    y = top + float(bar.label_y) + 5
    yield text(x + 44, y, runs, 15, colour("inkt-2"), halo=True)
    if bar.change:
        runs = [(bar.change, True, None)]
        y = top + float(bar.change_y) + 7
        yield text(x, y, runs, 20, hue, anchor="middle", halo=True)
    year = [(str(bar.year), True, None)]
    yield text(x, foot + 20, year, 15, colour("inkt"), anchor="middle")
