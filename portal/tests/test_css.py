import gzip
import re
from pathlib import Path

from django.conf import settings

CSS = {
    path.name: path.read_text()
    for path in (Path(settings.BASE_DIR) / "static/css").glob("*.css")
}
EVERYTHING = "\n".join(CSS.values())
BARE = re.sub(r"/\*.*?\*/", "", EVERYTHING, flags=re.DOTALL)


def test_every_custom_property_that_is_read_is_defined():
    """A property without a value falls back in silence: text in Times, no colour."""
    read = set(re.findall(r"var\(\s*(--[\w-]+)", BARE))
    # Not the modifier in a class name before a pseudo-class: .mr-knop--stil:hover
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", BARE))

    assert read - defined == set()


def test_colours_are_named_in_the_tokens_only():
    """Dark, print and a deployer's own theme change the tokens and nothing else."""
    elsewhere = {
        name: re.findall(
            r"#[0-9a-fA-F]{3,8}\b",
            re.sub(r"@page\s*{.*?\n}", "", text, flags=re.DOTALL),
        )
        for name, text in CSS.items()
        if name != "tokens.css"
    }

    assert {name: colours for name, colours in elsewhere.items() if colours} == {}


def weight(names):
    return sum(len(gzip.compress(CSS[name].encode())) for name in names)


def loaded_by(template):
    return set(re.findall(r"css/([\w-]+\.css)", template.read_text()))


def test_the_css_of_a_page_weighs_at_most_15_kb_compressed():
    templates = Path(settings.BASE_DIR) / "templates"
    frame = loaded_by(templates / "base.html")
    weights = {
        path.name: weight(frame | loaded_by(path))
        for path in templates.rglob("*.html")
        if "admin" not in path.parts
    }

    assert {name: kb for name, kb in weights.items() if kb > 15_000} == {}
    assert weights["base.html"] == weight(frame) > 0


def test_css_loads_nothing_from_elsewhere():
    assert re.findall(r"url\([\"']?(?:https?:)?//[^)]*", BARE) == []
    assert "@import" not in BARE
