import random
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from instance import clock
from missions.models import MissionGround
from missions.tests.builders import make_mission
from organisations.models import Organisation, OrganisationGround, Role
from portal.letter import annotated, read_letter
from portal.letter_notes import after_signs
from portal.rows import holding_models, relations
from portal.views import LETTER
from sources.models import DocumentText, Ground, Mark, Paragraph, Passage, Section
from sources.tests.builders import make_document, make_text
from themes.models import ThemeOrganisation
from themes.tests.builders import make_theme

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


def read_page(client, **query):
    reader = LetterReader()
    reader.feed(client.get(reverse("letter"), query).content.decode())
    return reader


def test_the_page_without_its_marks_is_the_repaired_source(client, register):
    assert "\n".join(read_page(client).paragraphs) == register.body


def test_every_record_and_link_leads_to_its_passage_and_back(client, register):
    page = read_page(client)

    for model in holding_models():
        for holder in model.objects.exclude(passage=None):
            assert holder.passage.anchor in page.ids
            for record in records_of(holder):
                assert record.get_absolute_url() in page.links


def records_of(holder):
    if isinstance(holder, Ground):
        return [holder.record]
    found = [getattr(holder, field.name) for field in relations(type(holder))]
    return [record for record in found if record]


def test_remarks_are_numbered_in_the_order_of_the_text(register):
    parts = read_letter(register)
    blocks = [block for part in parts for block in part.blocks]
    shown = re.findall(r'id="bij-(\d+)"', "".join(block.html for block in blocks))

    assert [int(number) for number in shown] == list(range(1, len(shown) + 1))
    assert {r.number for b in blocks for r in b.remarks} == {*map(int, shown)}


def test_the_letter_shows_no_record_that_is_a_draft(client, register):
    draft = make_mission(published=False, short_label="Geheime missie")
    # A stretch that nobody else would cite.
    passage = Passage.objects.at(register, 5, 9)
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

    with clock.at(timezone.now()), django_assert_num_queries(8):
        client.get(reverse("letter"))


@pytest.mark.parametrize("extra", [1, 3])
def test_links_cost_no_queries_either(extra, client, text, django_assert_num_queries):
    for n in range(extra):
        organisation = make_record(Organisation, f"o-{n}", name=f"Naam {n}")
        theme, passage = make_theme(), Passage.objects.at(text, 4 * n, 4 * n + 3)
        ThemeOrganisation.objects.create(
            theme=theme, organisation=organisation, passage=passage
        )
        Role.objects.create(
            organisation=organisation, role="leads", subject="x", passage=passage
        )

    with clock.at(timezone.now()), django_assert_num_queries(8):
        client.get(reverse("letter"))


@pytest.fixture
def text(db):
    """A small letter of two paragraphs."""
    text = DocumentText.objects.create(
        document=make_document(), slug=LETTER, body="een twee drie vier\nvijf zes zeven"
    )
    Mark.objects.create(text=text, kind=Mark.Kind.PAGE, number=1, offset=0)
    section = Section.objects.create(text=text, kind="section", level=1, start=0)
    for number, (start, end) in enumerate([(0, 18), (19, 33)], 1):
        Paragraph.objects.create(
            text=text,
            section=section,
            kind="prose",
            number=number,
            start=start,
            end=end,
        )
    return text


def make_record(model, slug, *, published=True, **fields):
    record = model.objects.create(
        slug=slug, published_at=timezone.now() if published else None, **fields
    )
    record.grounds.create(reason="Voor de proef.")
    return record


def notes_of(client):
    """The words of each line in the margin."""
    page = client.get(reverse("letter")).content.decode()
    notes = re.findall(r'<li class="mr-noot".*?</li>', page, re.DOTALL)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", note).replace(" ;", ";").split())
        for note in notes
    ]


def test_a_link_names_both_its_ends_and_a_role_says_what(client, text):
    passage = Passage.objects.at(text, 0, 8)
    organisation = make_record(Organisation, "htsm", name="HTSM")
    theme = make_theme(title="Water en Voedsel")
    ThemeOrganisation.objects.create(
        theme=theme, organisation=organisation, passage=passage
    )
    Role.objects.create(
        organisation=organisation,
        role="coordinates",
        subject="de inzet",
        passage=passage,
    )
    OrganisationGround.objects.create(record=organisation, passage=passage)

    assert notes_of(client) == [
        "1 Koppeling HTSM bij Water en Voedsel",
        "1 Coördineert HTSM",
    ]


def test_a_link_to_a_draft_is_not_shown(client, text):
    passage = Passage.objects.at(text, 0, 8)
    draft = make_record(Organisation, "geheim", published=False, name="Geheim BV")
    ThemeOrganisation.objects.create(
        theme=make_theme(), organisation=draft, passage=passage
    )
    Role.objects.create(organisation=draft, role="leads", subject="x", passage=passage)

    page = client.get(reverse("letter")).content.decode()

    assert "Geheim BV" not in page
    assert passage.anchor not in page


def test_an_editorial_link_is_not_said_to_be_in_the_letter(client, text):
    organisation = make_record(Organisation, "htsm", name="HTSM")
    ThemeOrganisation.objects.create(
        theme=make_theme(), organisation=organisation, reason="Denkt de redactie."
    )

    assert "HTSM" not in client.get(reverse("letter")).content.decode()


def test_a_passage_with_many_records_folds(client, text):
    passage = Passage.objects.at(text, 0, 8)
    for n in range(8):
        record = make_record(Organisation, f"o-{n}", kind="company", name=f"Naam {n}")
        OrganisationGround.objects.create(record=record, passage=passage)

    assert notes_of(client) == [
        "1 Bedrijf Naam 0; Naam 1; Naam 2 en nog 5 "
        "Naam 3; Naam 4; Naam 5; Naam 6; Naam 7"
    ]


def test_a_record_with_many_passages_has_one_line(client, text):
    record = make_record(Organisation, "htsm", kind="company", name="HTSM")
    for start, end in [(0, 4), (5, 9), (10, 14), (19, 23)]:
        passage = Passage.objects.at(text, start, end)
        OrganisationGround.objects.create(record=record, passage=passage)

    first, second = notes_of(client)

    assert (first, second) == ("1 – 3 Bedrijf HTSM", "4 Bedrijf HTSM")
    assert {f"noot-{number}" for number in range(1, 5)} <= read_page(client).ids


def test_notes_that_are_taller_than_their_text_share_a_margin(text):
    passages = [Passage.objects.at(text, n, n + 1) for n in range(4)]
    for n, passage in enumerate(passages):
        record = make_record(Organisation, f"o-{n}", kind="company", name=f"N {n}")
        OrganisationGround.objects.create(record=record, passage=passage)

    [group] = read_letter(text)[0].groups

    assert [len(blocks) for _, blocks in group.runs] == [1, 1]


def test_notes_that_find_no_room_fold(text):
    for n in range(12):
        kind = ("company", "government", "group")[n % 3]
        record = make_record(Organisation, f"o-{n}", kind=kind, name=f"N {n}")
        passage = Passage.objects.at(text, n, n + 1)
        OrganisationGround.objects.create(record=record, passage=passage)

    [group] = read_letter(text)[0].groups

    assert len(group.margin.lines) + len(group.margin.folded) == 12
    assert group.margin.folded
    numbers = [n for line in group.margin.lines for n in line.anchors]
    numbers += [n for line in group.margin.folded for n in line.anchors]
    assert numbers == list(range(1, 13))


def test_a_passage_of_a_record_that_lapsed_is_not_marked(client, text):
    passage = Passage.objects.at(text, 0, 8)
    record = make_record(Organisation, "weg", name="Weg BV")
    OrganisationGround.objects.create(record=record, passage=passage)
    Organisation.objects.update(
        withdrawn_on=timezone.now(), withdrawn_because="Opgeheven."
    )

    page = client.get(reverse("letter")).content.decode()

    assert "Weg BV" not in page
    assert passage.anchor not in page


def test_a_page_is_named_on_the_line_where_it_begins(text):
    Mark.objects.create(text=text, kind=Mark.Kind.PAGE, number=2, offset=9)
    Mark.objects.create(text=text, kind=Mark.Kind.PAGE, number=3, offset=19)

    first, second = read_letter(text)[0].blocks

    before, _, after = first.html.partition('<span class="mr-paginabreuk">')
    assert before == "een twee "
    assert "begin van bladzijde 2" in after and after.endswith("</span>drie vier")
    assert [mark.number for mark in first.pages] == [1]
    assert [mark.number for mark in second.pages] == [3]
    assert "mr-paginabreuk" not in second.html


def test_a_passage_of_two_paragraphs_is_marked_in_both(text):
    passage = Passage.objects.at(text, 14, 23)
    record = make_record(Organisation, "htsm", name="HTSM")
    OrganisationGround.objects.create(record=record, passage=passage)

    first, second = read_letter(text)[0].blocks

    assert first.html.endswith('<mark class="mr-markering" id="p14-23">vier</mark>')
    assert second.html.startswith('<mark class="mr-markering">vijf</mark><a ')
    assert [len(block.remarks) for block in (first, second)] == [0, 1]


class Balance(HTMLParser):
    """Fails on a tag that closes another than the last one opened."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.ids.append(dict(attrs).get("id"))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_any_passages_make_valid_html_with_the_words_as_they_are(text):
    dice = random.Random(7)
    for _ in range(40):
        paragraph = Paragraph(text=text, start=0, end=len(text.body))
        places = {tuple(sorted(dice.sample(range(34), 2))) for _ in range(8)}
        order = sorted(places, key=lambda place: (place[0], -place[1]))
        ends = sorted({end for _, end in order})
        number_of = {end: number for number, end in enumerate(ends, 1)}
        remarks = [
            Remark(number_of[end], quoted(text, start, end)) for start, end in order
        ]

        html = annotated(text.body, paragraph, [], remarks)

        ids = [found for found in Balance(html).ids if found]
        assert len(ids) == len(set(ids)) == len(remarks) + len(ends)
        numbers = re.compile(r'<a class="mr-markering__nr".*?</a>')
        assert re.sub(r"<[^>]+>", "", numbers.sub("", html)) == text.body


def quoted(text, start, end):
    words = text.body[start:end]
    return Passage(text=text, start=start, end=end, quotation=words)


def test_every_paragraph_can_be_linked(client, register):
    page = read_page(client)

    for paragraph in register.paragraphs.all():
        assert f"alinea-{paragraph.number}" in page.ids


@pytest.mark.parametrize("query", [{}, {"aantekeningen": "zonder"}])
def test_what_the_page_points_to_in_itself_is_there(query, client, register):
    page = read_page(client, **query)

    inside = {link[1:] for link in page.links if (link or "").startswith("#")}
    assert "opening" in inside
    assert inside - page.ids == set()


def test_the_letter_can_be_read_without_notes(client, register):
    page = read_page(client, aantekeningen="zonder")

    assert "\n".join(page.paragraphs) == register.body
    assert not any(id.startswith("noot-") for id in page.ids if id)
    noted = read_page(client)
    stops = [sum(bool(link) for link in p.links) for p in (page, noted)]
    assert stops[0] < 150 < 1500 < stops[1]
    assert reverse("letter") in page.links


@pytest.mark.parametrize("value", ["", "met", "ZONDER", "x" * 500])
def test_of_another_value_the_notes_stay(value, client, register):
    assert "noot-1" in read_page(client, aantekeningen=value).ids


def test_a_note_in_the_text_leads_to_its_words_and_back(client, register):
    page = read_page(client)

    for number in range(1, 10):
        assert {f"voetnoot-{number}", f"voetnoot-bij-{number}"} <= page.ids
        assert f"#voetnoot-{number}" in page.links


class Remark:
    """As much of a remark as the marks need."""

    def __init__(self, number, passage):
        self.number, self.passage, self.hue = number, passage, ""
        self.at = passage.end


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
        "</mark></mark>"
        '<mark class="mr-markering">' + number.format(1) + " drie</mark>"
        "" + number.format(2) + " vier"
    )


def test_a_number_stands_after_the_signs_and_once_for_all_that_ends_there(client):
    text = make_text("In 2050 is het klaar. Dat is ver.")
    paragraph = Paragraph(text=text, start=0, end=33)
    places = [(0, 20), (0, 21), (3, 7)]
    remarks = [
        Remark(number, Passage.objects.at(text, *place))
        for number, place in zip((2, 2, 1), places, strict=True)
    ]
    for remark in remarks:
        remark.at = after_signs(text.body, remark.passage.end)

    html = annotated(text.body, paragraph, [], remarks)

    numbers = re.findall(r">([^<]*)(?:</mark>)*<a [^>]*>(\d)</a>", html)
    assert numbers == [("2050", "1"), (".", "2")]
    assert html.endswith(" Dat is ver.")


def test_the_numbers_in_the_margin_stand_close(client, register):
    page = client.get(reverse("letter")).content.decode()

    assert 'class="mr-noot__ook"' in page
    assert not re.search(r"mr-noot__nr[^>]*>\d+</a>\s*,", page)
    assert re.search(r'mr-noot__nr" [^>]*>\d+,</a> <a class="mr-noot__nr', page)
    assert re.search(r'mr-noot__nr--van" [^>]*>\d+</a>–<a class="mr-noot__nr"', page)
