"""What the letter says can be read in full on the pages of the register."""

import re
from html import unescape

import pytest

from policy.models import Rule, Term
from portal.coverage import HELD, coverage
from portal.rows import record_models
from sources.pages import in_force

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"</?(?:b|sub|sup|strong|q|abbr)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
BEGINNING = 40


def words(text):
    return " ".join(re.findall(r"\w+", text))


def words_of_page(client, path):
    html = client.get(path).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return words(unescape(TAG.sub(" ", INLINE.sub("", main))))


def stands_on(page, sentence):
    """The title of a mission stands apart from the sentence that it begins."""
    return words(sentence) in page or all(
        words(half) in page for half in sentence.split(": ", 1)
    )


def test_every_held_sentence_is_quoted_in_full_outside_the_letter(client, register):
    paths = {
        record.get_absolute_url().partition("#")[0]
        for model in record_models()
        for record in in_force(model.objects)
    }
    pages = [words_of_page(client, path) for path in paths - {"/brief/"}]

    assert [
        sentence
        for _, sentence, state in coverage(register).sentences
        if state == HELD and not any(stands_on(page, sentence) for page in pages)
    ] == []


@pytest.mark.parametrize("model, field", [(Rule, "statement"), (Term, "definition")])
def test_the_quoted_words_lead_to_where_they_begin(model, field, client, register):
    records = model.objects.exclude(**{field: ""})
    assert len(records) >= 10

    for record in records:
        context = client.get(record.get_absolute_url()).context
        quoted = getattr(record, field)
        for line, passage in context.get("lines", [(quoted, context.get("passage"))]):
            begin = register.body.index(line[:BEGINNING], passage.start)
            assert begin < passage.end, record
            assert register.body[begin:].startswith(line), record
            own = record.grounds.filter(supports="record", passage=passage)
            assert own.exists(), record


def test_the_caption_names_each_place_of_a_rule(client, register):
    rule = Rule.objects.get(slug="regel-r4")
    page = client.get(rule.get_absolute_url())
    caption = page.content.decode().partition("<figcaption>")[2]
    caption = caption.partition("</figcaption>")[0]

    assert len(page.context["lines"]) == 2
    for _, passage in page.context["lines"]:
        assert f"blz.&nbsp;{passage.pages}" in caption
        assert passage.get_absolute_url() in caption
