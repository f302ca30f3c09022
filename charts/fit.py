"""Which words fit beside a mark, decided on the server.

A chart is drawn at any width, so each label is chosen once per tier: a range of
widths of the chart, each with the least width that its track can have.
"""

from dataclasses import dataclass
from functools import cache

from charts.vocabulary import Run

# Advances of Source Sans 3 at weight 400, in hundredths of an em.
ADVANCES = {
    20: " ",
    25: "ijl.,;:ï’I",
    30: "f()-",
    35: "rt/",
    40: "₂",
    43: "sz«»",
    46: "cxvy",
    49: "kFLJY–",
    51: "0123456789aeg−+ëéVX",
    55: "houbdnpqATZESö",
    59: "CPRKB",
    64: "DGUHN",
    67: "OQ",
    73: "wM",
    83: "mW%",
}
WIDTHS = {char: width for width, chars in ADVANCES.items() for char in chars}
STRONG = 1.06
# The fallback font, shown until ours is there, is a little wider.
MARGIN = 1.03
# A bold tabular figure, in em.
FIGURE = 0.52
# The first year of an axis starts this far before its place (px, also in the CSS).
START_BEFORE = 6


@dataclass(frozen=True)
class Tier:
    """`forms`: how many of the shortest forms of a label may be used."""

    name: str
    track: int
    size: float
    forms: int = 4
    lines: int = 1
    all_years: bool = True


@cache
def text_width(text, size, strong=False):
    """Estimated width in px; an unknown character counts as a wide one."""
    advance = sum(WIDTHS.get(char, 64) for char in text) / 100
    return advance * size * MARGIN * (STRONG if strong else 1)


def runs_width(runs, size):
    return sum(text_width(run.text, size, run.strong) for run in runs)


def break_lines(runs, room, size):
    """The runs as lines of at most `room` px; None when a word is wider."""
    lines, line, used = [], [], 0
    for run in runs:
        for word in run.text.split(" "):
            width = text_width(word, size, run.strong)
            gap = text_width(" ", size) if line else 0
            if used + gap + width <= room:
                line.append((word, run.strong))
                used += gap + width
            elif width <= room:
                lines.append(line)
                line, used = [(word, run.strong)], width
            else:
                return None
    return tuple(_joined(line) for line in [*lines, line] if line)


def _joined(words):
    """Words back to runs: neighbours of equal strength become one."""
    runs = []
    for word, strong in words:
        if runs and runs[-1].strong == strong:
            runs[-1] = Run(f"{runs[-1].text} {word}", strong)
        else:
            runs.append(Run(f" {word}" if runs else word, strong))
    return tuple(runs)


def choose_lines(forms, room, tier):
    """The longest form that fits in `room` px; the last one is cut if none does."""
    for form in forms[-tier.forms :]:
        lines = break_lines(form, room, tier.size)
        if lines and len(lines) <= tier.lines:
            return lines
    return cut_off(forms[-1], room, tier.size)


def cut_off(runs, room, size):
    """One line ending in an ellipsis; no line when not even a letter fits."""
    text = " ".join(run.text for run in runs)
    while text and text_width(f"{text}…", size, runs[0].strong) > room:
        text = text[:-1]
    return ((Run(f"{text.rstrip()}…", runs[0].strong),),) if text else ()


def label_years(candidates, tier):
    """The years whose figures fit on the axis of this tier.

    `candidates` are (year, share of the track, anchor) in order of importance.
    A year that would touch a more important one keeps its tick only.
    """
    width = 4 * FIGURE * tier.size
    taken, years = [], set()
    for year, share, anchor in candidates:
        before = START_BEFORE if anchor == "start" else width / 2
        left = share / 100 * tier.track - before
        if all(left + width + 1 <= start or end + 1 <= left for start, end in taken):
            taken.append((left, left + width))
            years.add(year)
    return years
