import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kia.prose import ATTRIBUTES, ELEMENTS, html, plain

MARKUP = ["# ", "## ", "- ", "1. ", "*", "**", "_", "[a](", ")", "\n", "\n\n", "<b>"]
MARKUP += ["<script>", "javascript:alert(1)", "https://x.nl", "&lt;", "\\", "`", "é"]
written = st.lists(st.sampled_from(MARKUP) | st.text(max_size=12), max_size=30)


def test_paragraphs_lists_and_stress_become_html():
    text = "Een *paar* **woorden**\nen nog een.\n\n- eerst\n- dan\n\n1. een\n2. twee"

    assert html(text).split("\n") == [
        "<p>Een <em>paar</em> <strong>woorden</strong><br>",
        "en nog een.</p>",
        "<ul>",
        "<li>eerst</li>",
        "<li>dan</li>",
        "</ul>",
        "<ol>",
        "<li>een</li>",
        "<li>twee</li>",
        "</ol>",
        "",
    ]


def test_what_is_no_structure_stays_as_typed():
    text = "<b>dik</b> & `code` > citaat\n\n![plaat](https://x.nl/a.png)\n\n---"

    assert html(text).split("\n") == [
        "<p>&lt;b&gt;dik&lt;/b&gt; &amp; `code` &gt; citaat</p>",
        '<p>!<a href="https://x.nl/a.png" rel="nofollow noopener">plaat</a></p>',
        "<p>---</p>",
        "",
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp:x"]
)
def test_a_link_leads_only_to_the_web_or_to_mail(address):
    assert f'href="{address}' not in html(f"[klik]({address})")
    assert "<script" not in html(f"[<script>]({address})")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n## b\n\n# c", [3, 4, 3]),
        ("### a\n\n# b\n\n##### c", [3, 3, 4]),
        ("###### a", [3]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e", [3, 4, 5, 6, 6]),
    ],
)
def test_headings_begin_at_the_level_of_the_page_and_skip_none(text, levels):
    found = [int(level) for level in re.findall(r"<h(\d)>", html(text))]

    assert found == levels


def test_the_words_alone_keep_their_lines():
    text = (
        "# Kop\n\nEen **paar** woorden\nen [meer](https://x.nl).\n\n- punt\n\n2. twee"
    )

    assert plain(text).split("\n") == [
        "Kop",
        "Een paar woorden",
        "en meer.",
        "• punt",
        "2. twee",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n-\n\nlos", ["• a", "los"]),
        ("- \n  - b\n\nlos", ["• b", "los"]),
        ("1. a\n2.\n3. c\n\nlos", ["1. a", "3. c", "los"]),
    ],
)
def test_the_mark_of_an_empty_point_is_for_nothing_else(text, lines):
    assert plain(text).split("\n") == lines


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written)
def test_whatever_is_typed_only_known_elements_come_out(parts):
    made = html("".join(parts))

    tags = re.findall(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>", made)
    assert {name for _, name, _ in tags} <= ELEMENTS
    attributes = {a for *_, rest in tags for a in re.findall(r"([\w-]+)=", rest)}
    allowed = {name for names in ATTRIBUTES.values() for name in names} | {"rel"}
    # An address may hold the sign too: look at what stands before the quote.
    assert {a for a in attributes if f' {a}="' in made} <= allowed
    assert 'href="javascript' not in made
    assert isinstance(plain("".join(parts)), str)
