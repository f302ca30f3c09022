"""A chart as one file that stands alone: for a note, a slide, a report.

A picture is a list of shapes in px, light, at one width. It is made of the same
chart that the page draws, with the words that fit in its widest tier.
"""

import base64
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

SUBSCRIPT = "₂"


@dataclass(frozen=True)
class Shape:
    """`kind` is the name of an SVG element; `attributes` are its own."""

    kind: str
    attributes: tuple
    pieces: tuple = ()
    outline: str = ""


@dataclass(frozen=True)
class Picture:
    """`name` says it in a few words, `words` in full."""

    name: str
    words: str
    width: int
    height: int
    shapes: tuple


@cache
def colours() -> dict[str, str]:
    """The light colours of the site, by token; of a theme as "ed-thema-lijn"."""
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    found = {}
    for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        theme = re.search(r'data-thema="(\w+)"', selector)
        prefix = f"{theme.group(1)}-" if theme else ""
        for name, light in re.findall(r"--mr-([\w-]+):\s*light-dark\((#\w+)", block):
            found[prefix + name] = light
    return found


def colour(token, theme=""):
    own = colours()
    return own.get(f"{theme}-{token}") or own.get(token) or own["inkt"]


def shape(kind, **attributes):
    """shape("line", x1=3, stroke_width=2); None leaves an attribute out."""
    own = ((k.replace("_", "-"), number(v)) for k, v in attributes.items())
    return Shape(kind, tuple((k, v) for k, v in own if v is not None))


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def text(x, y, runs, size, fill, *, anchor=None, halo=False):
    """Words at (x, y); runs are (words, whether strong, fill or none)."""
    own = shape("text", x=x, y=y, font_size=size, fill=fill, text_anchor=anchor)
    pieces = tuple(piece for run in runs for piece in in_pieces(*run, size))
    return Shape("text", own.attributes, pieces, colour("papier") if halo else "")


def in_pieces(words, strong, fill, size):
    """(words, attributes): the font has no subscript, so it is set small and low."""
    weight = (("font-weight", 600),) if strong else ()
    weight += (("fill", fill),) if fill else ()
    parts = words.split(SUBSCRIPT)
    for place, part in enumerate(parts):
        lifted = (("dy", number(-0.15 * size)),) if place else ()
        if part:
            yield part, (*weight, *lifted)
        if place < len(parts) - 1:
            low = (("dy", number(0.15 * size)), ("font-size", number(0.7 * size)))
            yield "2", (*weight, *low)


def place(x, left, track):
    """A percentage of the track ("12.79%") in px."""
    return left + float(x.removesuffix("%")) / 100 * track


def as_svg(picture, lines=()) -> str:
    """`lines` stand at the foot: the source, the date and where it comes from."""
    context = {
        "picture": picture,
        "lines": [(picture.height + 22 + 18 * n, line) for n, line in enumerate(lines)],
        "height": picture.height + 18 * len(lines) + 24,
        "ink": colour("inkt"),
        "quiet": colour("inkt-2"),
        "paper": colour("papier"),
        "font": font(),
    }
    return render_to_string("charts/picture.svg", context)


@cache
def font() -> str:
    path = Path(settings.BASE_DIR) / "static/fonts/source-sans-3.woff2"
    return base64.b64encode(path.read_bytes()).decode()
