"""Texts that teams write: paragraphs with a little structure, stored as typed.

Of Markdown only these are known: paragraphs, lists, bold, italic, links and
headings. Anything else, HTML too, stays the characters that were typed. What
comes out passes a list of allowed elements once more.
"""

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

KNOWN = ["heading", "list", "emphasis", "link", "escape", "newline"]
ELEMENTS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
ELEMENTS |= {f"h{level}" for level in range(3, 7)}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto"}
BULLET = "• "

parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(KNOWN)


def html(text: str, level: int = 3) -> str:
    """The text as safe HTML; its highest headings are of this level."""
    tokens = parser.parse(text)
    _set_levels(tokens, level)
    made = parser.renderer.render(tokens, parser.options, {})
    return mark_safe(  # noqa: S308
        nh3.clean(
            made,
            tags=ELEMENTS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener",
        )
    )


def plain(text: str) -> str:
    """The words alone: a line for each paragraph, heading and point of a list."""
    lines, marks, outside = [], [], []
    for token in parser.parse(text):
        if token.type == "list_item_open":
            outside.append(len(marks))
            numbered = token.markup in (".", ")")
            marks.append(f"{token.info}{token.markup} " if numbered else BULLET)
        elif token.type == "list_item_close":
            # The mark of an empty point is not for what comes after.
            del marks[outside.pop() :]
        elif token.type == "inline":
            lines.append(f"{marks.pop() if marks else ''}{_words(token)}")
    return "\n".join(lines)


def _words(token):
    ends = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(ends.get(child.type, child.content) for child in token.children)


def _set_levels(tokens, level):
    """No heading skips a level, wherever its writer began to count."""
    headings = [t for t in tokens if t.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    before = level - 1
    for token in headings:
        if token.type == "heading_open":
            before = min(level + used.index(token.tag), before + 1, 6)
        token.tag = f"h{before}"
