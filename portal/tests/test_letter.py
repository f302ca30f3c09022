from html.parser import HTMLParser

import pytest
from django.urls import reverse

from missions.models import Mission, MissionGround, Target, TargetGround
from missions.tests.builders import make_mission
from portal.letter import annotated, read_letter
from sources.models import Paragraph, Passage
from sources.tests.builders import make_text
from themes.models import Theme

pytestmark = pytest.mark.django_db

# What the page adds to the words of the letter.
ADDED = {"mr-markering__nr", "mr-voetnootnr", "mr-redactie", "mr-paginabreuk"}


class LetterReader(HTMLParser):
    """Collects the paragraphs of the letter from the page, without the marks."""

    def __init__(self):
        super().__init__()
        self.paragraphs, self.ids, self.links = [], set(), []
        self.stack = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = set((attrs.get("class") or "").split())
        self.ids.add(attrs.get("id"))
        self.links.append(attrs.get("href"))
        if classes & {"mr-alinea__tekst", "mr-brief__kop"}:
            is_the_registers_own = attrs.get("id") == "noten"
            if not is_the_registers_own:
                self.paragraphs.append("")
            self.stack = ["skip" if is_the_registers_own else "keep"]
        elif self.stack:
            self.stack.append("skip" if classes & ADDED else self.stack[-1])

    def handle_endtag(self, tag):
        if self.stack:
            self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "keep":
            self.paragraphs[-1] += data


def read_page(client):
    reader = LetterReader()
    reader.feed(client.get(reverse("letter")).content.decode())
    return reader


def test_the_page_without_its_marks_is_the_repaired_source(client, register):
    assert "\n".join(read_page(client).paragraphs) == register.body


def test_every_record_leads_to_its_passage_and_back(client, register):
    page = read_page(client)

    for model in (Theme, Mission, Target):
        for record in model.objects.all():
            assert record.get_absolute_url() in page.links or isinstance(
                record, Mission
            )
            for ground in record.grounds.exclude(passage=None):
                assert ground.passage.anchor in page.ids


def test_every_passage_names_its_records_in_the_margin(register):
    parts = read_letter(register)
    remarks = [r for part in parts for block in part.blocks for r in block.remarks]

    shown = {ground for remark in remarks for ground in remark.grounds}
    cited = {
        ground
        for model in (MissionGround, TargetGround)
        for ground in model.objects.exclude(passage=None)
    }
    assert cited <= shown
    assert [r.number for r in remarks] == list(range(1, len(remarks) + 1))


def test_the_letter_shows_no_record_that_is_a_draft(client, register):
    draft = make_mission(published=False, short_label="Geheime missie")
    passage = Passage.objects.get_by_natural_key(register.slug, "Neem de Deltawerken.")
    MissionGround.objects.create(record=draft, passage=passage)

    page = client.get(reverse("letter")).content.decode()

    assert "Geheime missie" not in page
    assert passage.anchor not in page


@pytest.mark.parametrize("extra", [1, 3])
def test_letter_queries_do_not_grow(extra, client, register, django_assert_num_queries):
    for number in range(extra):
        words = ("Neem de Deltawerken.", "orkaan Katrina", "negen topsectoren")[number]
        passage = Passage.objects.get_by_natural_key(register.slug, words)
        MissionGround.objects.create(record=make_mission(), passage=passage)

    with django_assert_num_queries(9):
        client.get(reverse("letter"))


def test_a_note_in_the_text_leads_to_its_words_and_back(client, register):
    page = read_page(client)

    for number in range(1, 10):
        assert {f"voetnoot-{number}", f"voetnoot-bij-{number}"} <= page.ids
        assert f"#voetnoot-{number}" in page.links


class Remark:
    """As much of a remark as the marks need."""

    def __init__(self, number, passage):
        self.number, self.passage, self.hue = number, passage, ""


def test_passages_that_overlap_are_closed_and_opened_again():
    text = make_text("een twee drie vier")
    paragraph = Paragraph(text=text, start=0, end=18)
    remarks = [
        Remark(1, Passage.objects.at(text, 0, 8)),
        Remark(2, Passage.objects.at(text, 4, 13)),
    ]

    html = annotated(text.body, paragraph, [], remarks)

    number = '<a class="mr-markering__nr" href="#noot-{0}" id="bij-{0}"'
    number += ' aria-label="Aantekening {0}">{0}</a>'
    assert html == (
        '<mark class="mr-markering" id="p0-8">een '
        '<mark class="mr-markering" id="p4-13">twee'
        "</mark>" + number.format(1) + "</mark>"
        '<mark class="mr-markering"> drie' + number.format(2) + "</mark> vier"
    )
