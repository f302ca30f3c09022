"""Each sentence of the letter is held, marked as context, or open."""

import pytest

from instance import clock
from organisations.models import Organisation
from policy.models import Term, TermGround
from portal.coverage import coverage
from sources.models import Passage, Sentence, SentenceContext
from themes.models import Theme, ThemeOrganisation
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

HELD_ONCE = (
    "Met deze missies zijn grote maatschappelijke uitdagingen vertaald in concrete "
    "doelen en ambities."
)


def open_sentences(text):
    return [words for _, words in coverage(text).open]


def test_every_sentence_is_held_or_marked_and_none_is_both(register):
    found = coverage(register)

    assert sum(found.counts.values()) == Sentence.objects.count()
    assert open_sentences(register) == []
    marked = SentenceContext.objects.values_list("sentence_id", flat=True)
    assert {sentence.pk for sentence, _ in found.contexts} == set(marked)


def test_without_its_only_ground_exactly_that_sentence_is_open(register):
    ground = TermGround.objects.get(passage__quotation=HELD_ONCE)

    # A ground for a name alone holds nothing.
    TermGround.objects.filter(pk=ground.pk).update(supports="name")
    assert open_sentences(register) == [HELD_ONCE]
    TermGround.objects.filter(pk=ground.pk).update(supports="record")
    assert open_sentences(register) == []
    ground.delete()
    assert open_sentences(register) == [HELD_ONCE]
    # A published term keeps the ground for its words: at commit this is refused.
    Term.objects.filter(pk=ground.record_id).update(published_at=None)


def test_a_record_that_is_not_published_holds_nothing(register):
    term = TermGround.objects.get(passage__quotation=HELD_ONCE).record
    term.published_at = None
    term.save()

    assert HELD_ONCE in open_sentences(register)


def test_what_lapsed_holds_nothing(register):
    term = TermGround.objects.get(passage__quotation=HELD_ONCE).record
    term.withdrawn_on, term.withdrawn_because = clock.today(), "Vervallen."
    term.save()

    assert HELD_ONCE in open_sentences(register)


def test_a_link_to_what_visitors_do_not_see_holds_nothing(register):
    sentence = SentenceContext.objects.first().sentence
    passage = Passage.objects.at(register, sentence.start, sentence.end)
    draft = make_theme(slug="concept", published=False)
    organisation = Organisation.objects.first()
    link = ThemeOrganisation.objects.create(
        theme=draft, organisation=organisation, passage=passage
    )
    SentenceContext.objects.all().delete()

    assert passage.quotation in open_sentences(register)
    link.theme = Theme.objects.public().exclude(pk=draft.pk).last()
    link.save()
    assert passage.quotation not in open_sentences(register)
