"""What editors do with every kind: lists, links, aliases, a preview, coverage."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from instance import clock
from missions.models import Mission
from missions.tests.builders import make_mission
from organisations.models import (
    Organisation,
    OrganisationAlias,
    OrganisationGround,
    Role,
)
from policy.models import MilestoneLink, Term
from policy.tests.builders import make_milestone
from portal.rows import record_models
from sources.models import (
    Document,
    OfficialNumber,
    Paragraph,
    Section,
    Sentence,
    SentenceContext,
)
from sources.tests.admin_forms import (
    act,
    admin_url,
    change_url,
    errors,
    opened,
    sent_back,
    told,
)
from sources.tests.builders import make_document, make_text
from themes.models import Theme, ThemeDocument, ThemeOrganisation
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

WORDS = "HTSM werkt mee. Het team ICT leidt."
# Session, user and data version; the page itself; what stands beside it.
MOST_QUERIES = 12


@pytest.fixture
def text():
    text = make_text(WORDS)
    section = Section.objects.create(text=text, kind="section", level=1, start=0)
    paragraph = Paragraph.objects.create(
        text=text, section=section, kind="prose", number=1, start=0, end=len(WORDS)
    )
    for start, end in ((0, 15), (16, 35)):
        Sentence.objects.create(paragraph=paragraph, start=start, end=end)
    return text


def make_organisation(slug="htsm", *, published=True, **fields):
    fields = {"kind": "topsector", "name": slug.upper()} | fields
    organisation = Organisation.objects.create(
        slug=slug, published_at=timezone.now() if published else None, **fields
    )
    OrganisationGround.objects.create(record=organisation, reason="Voor de proef.")
    return organisation


def no_inlines(**names):
    """The management forms of inlines in which nothing is typed."""
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    return {f"{name}-{key}": value for name in names for key, value in counts.items()}


EMPTY = no_inlines(aliases=0, names=0, numbers=0)


def test_no_list_asks_more_for_more_rows(admin_client, register):
    counted = {}
    for model in admin.site._registry:
        keys = list(model._base_manager.values_list("pk", flat=True)[:3])
        if len(keys) < 3 or not model._meta.app_label != "auth":
            continue
        counted[model._meta.label] = [
            queries_of_list(admin_client, model, keys[:n]) for n in (1, 3)
        ]

    assert {m: n for m, n in counted.items() if n[0] != n[1]} == {}
    assert max(n for _, n in counted.values()) <= MOST_QUERIES
    assert len(counted) > 25


def queries_of_list(client, model, keys):
    rows = {"id__in": ",".join(map(str, keys))}
    url = admin_url(model, "changelist")
    assert client.get(url, rows).context["cl"].result_count == len(keys)
    with clock.at(timezone.now()), CaptureQueriesContext(connection) as queries:
        client.get(url, rows)
    return len(queries)


def test_every_kind_of_record_can_be_confirmed_and_searched(admin_client):
    for model in record_models():
        model_admin = admin.site._registry[model]

        assert "confirmed_on" in model_admin.get_list_display(None)
        assert "Bevestig vandaag" in [
            action.short_description
            for action in model_admin.actions
            if callable(action)
        ]
        assert model_admin.search_fields
        foreign = {
            f.name
            for f in model._meta.concrete_fields
            if f.is_relation and f.name != "record"
        }
        assert foreign <= set(model_admin.autocomplete_fields)


def test_a_record_is_confirmed_once_a_day(admin_client):
    organisation = make_organisation()

    first = act(admin_client, "confirm", organisation)
    second = act(admin_client, "confirm", organisation)

    organisation.refresh_from_db()
    assert organisation.confirmed_on == clock.today()
    assert told(first) == [("success", "Bevestigd: 1 organisatie.")]
    assert told(second)[0][1].startswith("Niet bevestigd: HTSM, omdat het vandaag")


def test_the_list_begins_with_what_has_no_ground_and_what_lacks_something(
    admin_client,
):
    whole = {"publisher": "NWO", "url": "https://x.example/", "date": date(2019, 1, 1)}
    make_document(slug="heel", title="Heel", **whole)
    make_document(slug="half", title="Half", **whole | {"publisher": ""})
    Document.objects.create(slug="los", title="Los", **whole)

    page = admin_client.get(admin_url(Document, "changelist"))

    rows = page.context["cl"].result_list
    assert [row.slug for row in rows] == ["los", "half", "heel"]
    lacks = admin.site._registry[Document].lacks
    assert [lacks(row) for row in rows] == [None, "uitgever", None]


def test_a_link_is_made_by_pasting_words(admin_client, text):
    organisation, theme = make_organisation(), make_theme()
    url = admin_url(ThemeOrganisation, "add")
    form = {"theme": theme.pk, "organisation": organisation.pk, "text": text.pk}

    answer = admin_client.post(
        url, form | {"kind": "passage", "pasted": "HTSM  werkt\nmee"}
    )

    link = ThemeOrganisation.objects.get()
    assert answer.status_code == 302
    assert (link.passage.quotation, link.reason) == ("HTSM werkt mee", "")


@pytest.mark.parametrize(
    "form, sentence",
    [
        ({}, "Kies eerst wat voor grond het is."),
        ({"kind": "document"}, "Kies eerst wat voor grond het is."),
        ({"kind": "passage"}, "Plak hier een stuk uit de tekst."),
        (
            {"kind": "passage", "pasted": "xyzzy"},
            "Deze woorden staan niet in de tekst.",
        ),
        ({"kind": "editorial"}, "Geef de reden van deze keuze."),
    ],
)
def test_a_link_says_what_it_rests_on(admin_client, text, form, sentence):
    ends = {"theme": make_theme().pk, "organisation": make_organisation().pk}

    answer = admin_client.post(
        admin_url(ThemeOrganisation, "add"), ends | {"text": text.pk} | form
    )

    assert sentence in errors(answer)
    assert not ThemeOrganisation.objects.exists()


def test_a_link_changes_from_the_letter_to_the_editors(admin_client, text):
    passage = text.passages.model.objects.at(text, 0, 4)
    role = Role.objects.create(
        organisation=make_organisation(), role="leads", subject="x", passage=passage
    )

    form = opened(admin_client, change_url(role))
    assert form["pasted"] == "HTSM"
    form |= {"kind": "editorial", "pasted": "", "reason": "Omdat het zo is."}
    admin_client.post(change_url(role), form)

    role.refresh_from_db()
    assert (role.passage, role.reason) == (None, "Omdat het zo is.")


def test_links_are_found_by_either_end_and_by_words(admin_client, text):
    passage = text.passages.model.objects.at(text, 0, 15)
    theme = make_theme(title="Veiligheid")
    ThemeOrganisation.objects.create(
        theme=theme, organisation=make_organisation(), passage=passage
    )

    for words in ("Veiligheid", "htsm", "werkt mee"):
        page = admin_client.get(
            admin_url(ThemeOrganisation, "changelist"), {"q": words}
        )
        assert page.context["cl"].result_count == 1, words


def test_an_alias_is_typed_with_its_record_and_stands_in_its_history(admin_client):
    organisation = make_organisation()
    form = opened(admin_client, change_url(organisation)) | EMPTY
    form |= {"aliases-TOTAL_FORMS": 1, "aliases-0-name": "High Tech"}

    answer = admin_client.post(change_url(organisation), form)

    assert answer.status_code == 302
    assert OrganisationAlias.objects.get().name == "High Tech"
    history = admin_client.get(admin_url(Organisation, "history", organisation.pk))
    assert "High Tech" in history.content.decode()


def test_numbers_and_names_of_other_years_stand_in_the_history_too(admin_client):
    document, organisation = make_document(), make_organisation()
    number = OfficialNumber.objects.create(
        document=document, dossier="32637", number="343"
    )
    number.number = "344"
    number.save()
    organisation.names.create(name="Vroegere naam")

    told = [
        admin_client.get(admin_url(type(record), "history", record.pk)).content.decode()
        for record in (document, organisation)
    ]

    assert "officieel nummer toegevoegd" in told[0]
    assert "<td>343</td><td>344</td>" in re.sub(r">\s+<", "><", told[0])
    assert "Vroegere naam" in told[1]


def test_every_row_that_hangs_on_a_record_has_a_history():
    hanging = {
        inline.model
        for model in record_models()
        for inline in admin.site.get_model_admin(model).inlines
    }

    assert len(hanging) == 7
    assert [m for m in hanging if not hasattr(m, "pgh_event_model")] == []


@pytest.fixture
def alias():
    return OrganisationAlias.objects.create(record=make_organisation(), name="Eerst")


def of_rows(answer, inline="aliases"):
    """Every sentence at the rows of an inline."""
    sets = [i.formset for i in answer.context["inline_admin_formsets"]]
    own = next(found for found in sets if found.prefix == inline)
    return [str(s) for form in own.forms for s in form.non_field_errors()]


def test_a_row_that_somebody_else_changed_is_not_overwritten(admin_client, alias):
    url = change_url(alias.record)
    first = opened(admin_client, url)
    theirs = first | {"aliases-0-name": "Van een ander"}
    assert admin_client.post(url, theirs).status_code == 302

    refused = admin_client.post(url, first | {"aliases-0-name": "Van mij"})
    alias.refresh_from_db()
    assert alias.name == "Van een ander"
    told, choose = of_rows(refused)
    assert "andere naam van «Eerst» in «Van een ander»" in told
    assert choose.startswith("Bovenaan staat naast elkaar")
    row = '<th scope="row">Andere naam</th><td>Van een ander</td><td>Van mij</td>'
    assert row in refused.content.decode()

    assert admin_client.post(url, sent_back(refused)).status_code == 302
    alias.refresh_from_db()
    assert alias.name == "Van mij"


def test_a_row_that_only_another_changed_is_taken_over_and_told(admin_client, alias):
    url = change_url(alias.record)
    first = opened(admin_client, url)
    admin_client.post(url, first | {"aliases-0-name": "Van een ander"})

    refused = admin_client.post(url, first | {"abbreviation": "AB"})
    assert of_rows(refused)[1].startswith("Die wijziging staat nu ook in dit formulier")
    assert "naast-elkaar" not in refused.content.decode()

    assert admin_client.post(url, sent_back(refused)).status_code == 302
    alias.refresh_from_db()
    assert (alias.name, alias.record.abbreviation) == ("Van een ander", "AB")


def test_a_row_that_somebody_else_deleted_is_told(admin_client, alias):
    url = change_url(alias.record)
    first = opened(admin_client, url)
    alias.delete()

    refused = admin_client.post(url, first | {"abbreviation": "AB"})
    assert len(of_rows(refused)) == 1
    assert of_rows(refused)[0].startswith("Niet bewaard: deze regel is intussen")
    assert "geldige keuze" not in refused.content.decode()

    again = admin_client.post(url, sent_back(refused) | {"aliases-0-DELETE": "on"})
    assert again.status_code == 302
    assert not OrganisationAlias.objects.exists()


def test_rows_of_a_form_cost_no_query_each(admin_client, alias):
    counted = []
    for number in range(2):
        with clock.at(timezone.now()), CaptureQueriesContext(connection) as queries:
            admin_client.get(change_url(alias.record))
        counted.append(len(queries))
        for n in range(2):
            OrganisationAlias.objects.create(record=alias.record, name=f"{number} {n}")

    assert counted[0] == counted[1]


def test_a_record_that_is_deleted_meanwhile_says_so(admin_client, rf, admin_user):
    record = make_document(published=False)
    request = rf.get("/")
    request.user = admin_user
    form = admin.site.get_model_admin(Document).get_form(request, record)
    filled = form({"title": "Nu"}, instance=record)
    Document.objects.filter(pk=record.pk).delete()

    assert not filled.is_valid()
    assert "intussen verwijderd" in str(filled.non_field_errors())


def test_a_box_with_very_many_options_holds_only_the_chosen_one(
    admin_client, monkeypatch
):
    organisations = [make_organisation(f"o-{n}") for n in range(4)]
    link = Role.objects.create(
        organisation=organisations[2], role="leads", subject="Iets", reason="Zo."
    )

    def options(most):
        monkeypatch.setattr("instance.admin_forms.MOST_OPTIONS", most)
        form = admin_client.get(change_url(link)).context["adminform"].form
        return re.findall(r"<option[^>]*>(.*?)</option>", str(form["organisation"]))

    # The empty one counts too.
    assert [name for name in options(5) if name.startswith("O-")] == [
        "O-0", "O-1", "O-2", "O-3"
    ]  # fmt: skip
    assert [name for name in options(4) if name.startswith("O-")] == ["O-2"]


def test_a_preview_shows_the_page_as_typed_and_keeps_nothing(admin_client):
    organisation = make_organisation(name="Oude naam", published=False)
    form = opened(admin_client, change_url(organisation)) | EMPTY
    form |= {"name": "Nieuwe naam", "_preview": "1"}

    answer = admin_client.post(change_url(organisation), form)

    page = answer.content.decode()
    assert "Voorbeeld, niet bewaard." in page
    assert "Nieuwe naam</h1>" in page
    assert answer["Cache-Control"] == "private, no-store"
    organisation.refresh_from_db()
    assert (organisation.name, organisation.published_at) == ("Oude naam", None)


def test_a_preview_of_something_new_leaves_no_slug_behind(admin_client):
    url = admin_url(Term, "add")
    form = {"name": "Begrip", "slug": "begrip-x", "explanation": "Dit is het."} | EMPTY

    preview = admin_client.post(url, form | {"_preview": "1"})
    assert "Begrip</h1>" in preview.content.decode()
    assert not Term.objects.exists()

    admin_client.post(url, form)
    assert Term.objects.get().slug == "begrip-x"


def test_a_preview_of_a_wrong_form_shows_what_is_wrong(admin_client):
    answer = admin_client.post(admin_url(Term, "add"), {"_preview": "1"} | EMPTY)

    assert "Vul dit in." in errors(answer)


@pytest.mark.parametrize("model", [Theme, Mission])
def test_a_preview_works_for_what_stands_on_others(admin_client, model):
    mission = make_mission(published=False)
    record = mission if model is Mission else mission.theme
    form = opened(admin_client, change_url(record)) | EMPTY | {"_preview": "1"}

    answer = admin_client.post(change_url(record), form)

    assert "Voorbeeld, niet bewaard." in answer.content.decode()


def test_a_preview_of_a_row_opens_at_that_row(admin_client):
    milestone = make_milestone()

    for record in (milestone, milestone.grounds.get()):
        page = admin_client.get(change_url(record)).content.decode()
        assert f'formaction="#{milestone.slug}"' in page


def test_a_ground_and_a_link_have_a_preview_that_keeps_nothing(admin_client, text):
    organisation, theme = make_organisation(), make_theme()
    typed = {"kind": "editorial", "reason": "Dit is de reden.", "_preview": "1"}
    of_ground = typed | {"record": organisation.pk, "supports": "context"}
    of_link = typed | {"theme": theme.pk, "organisation": organisation.pk}

    for model, form in ((OrganisationGround, of_ground), (ThemeOrganisation, of_link)):
        answer = admin_client.post(admin_url(model, "add"), form)
        assert "Voorbeeld, niet bewaard." in answer.content.decode()
        assert not model.objects.filter(reason="Dit is de reden.").exists()
    assert "Dit is de reden." in answer.content.decode()


def test_a_list_of_links_shows_the_end_that_is_filled(admin_client):
    link = MilestoneLink.objects.create(
        milestone=make_milestone(), theme=make_theme(), reason="Past."
    )

    page = admin_client.get(admin_url(MilestoneLink, "changelist"))

    assert "other_end" in page.context["cl"].list_display
    assert not {"theme", "organisation"} & set(page.context["cl"].list_display)
    assert f">thema: {link.theme}<" in page.content.decode()


def test_grounds_say_of_which_record_they_are_where_several_stand(admin_client):
    organisation = make_organisation()
    url = admin_url(OrganisationGround, "changelist")

    both = [
        admin_client.get(url, query).context["cl"].list_display
        for query in ({}, {"record__id__exact": organisation.pk})
    ]

    assert ["record" in shown for shown in both] == [True, False]


def test_coverage_counts_and_lists_what_is_open(admin_client, text):
    passage = text.passages.model.objects.at(text, 0, 15)
    OrganisationGround.objects.create(record=make_organisation(), passage=passage)

    page = admin_client.get(reverse("coverage")).content.decode()

    assert "Gedekt: 1. Context: 0. Open: <strong>1</strong>. Samen: 2 zinnen." in page
    assert "«Het team ICT leidt.»" in page
    assert "«HTSM werkt mee.»" not in page


def test_coverage_is_for_editors_only(client, text):
    assert client.get(reverse("coverage")).status_code == 302


def test_a_sentence_becomes_context_with_a_reason(admin_client, text):
    sentence = Sentence.objects.get(start=16)
    url = f"{admin_url(SentenceContext, 'add')}?zin={sentence.pk}"
    assert "Het team ICT leidt." in admin_client.get(url).content.decode()

    form = {"why": "reasoning", "note": "Geen gegeven.", "sentence": 1}
    answer = admin_client.post(url, form)

    assert (answer.status_code, answer.url) == (302, reverse("coverage"))
    assert SentenceContext.objects.get().sentence == sentence
    page = admin_client.get(reverse("coverage")).content.decode()
    assert "Context: 1. Open: <strong>1</strong>" in page
    assert admin_client.get(url).status_code == 403


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "-1"])
def test_without_a_sentence_there_is_nothing_to_mark(admin_client, number):
    url = f"{admin_url(SentenceContext, 'add')}?zin={number}"

    assert admin_client.get(url).status_code == 403


def test_a_sentence_becomes_a_record_with_its_ground(admin_client, text):
    sentence = Sentence.objects.get(start=16)
    page = admin_client.get(reverse("coverage_make", args=[sentence.pk]))
    add = f"{admin_url(Organisation, 'add')}?zin={sentence.pk}"
    assert f'href="{add}"' in page.content.decode()

    form = {"kind": "team", "name": "Team ICT", "slug": "team-ict"} | EMPTY
    to_ground = admin_client.post(add, form).url
    ground = opened(admin_client, to_ground)
    admin_client.post(to_ground, ground)

    found = OrganisationGround.objects.get()
    assert found.record.slug == "team-ict"
    assert found.passage.quotation == "Het team ICT leidt."


def test_a_link_to_a_document_can_be_changed(admin_client, register):
    """A document is an end of the link, not the ground that it rests on."""
    link = ThemeDocument.objects.filter(passage=None).first()
    form = opened(admin_client, change_url(link))

    answer = admin_client.post(change_url(link), form | {"reason": "Een betere."})

    link.refresh_from_db()
    assert answer.status_code == 302
    assert link.reason == "Een betere."
