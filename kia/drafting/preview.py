"""A draft as others will read it: a visitor, or who reviews it."""

from django.template.loader import render_to_string

from kia.drafting.columns import is_marked_up
from kia.entries.fields import BY_NAME
from kia.entries.public.answers import Answer, sections
from kia.entries.public.content import read_content
from kia.models import hard_limit
from kia.permissions import may


def of_texts(texts):
    """{name: HTML} of texts with markup, as typed; no more of them than may be saved."""
    return {
        name: render_to_string("kia/drafting/_preview.html", {"text": text})
        for name, text in texts.items()
        if is_marked_up(name) and len(text) <= hard_limit(name)
    }


def sections_of(version, user, *, as_visitor):
    """(anchor, heading, answers) as the public page has them, and for a reviewer
    what is never public."""
    period = version.agenda_version.agenda.period
    found = sections(read_content([version])[version.pk], period)
    return found if as_visitor else [*found, *inside(version, user)]


def inside(version, user):
    """What is never public, as a section, for who may read it."""
    if not may("read_internal_note", user, version):
        return []
    answers = [
        Answer(BY_NAME["contact"], "Contactpersoon", chosen=_name(version.contact)),
        Answer(
            BY_NAME["internal_note"], "Interne toelichting", text=version.internal_note
        ),
    ]
    return [("intern", "Alleen voor topsectoren en departementen", answers)]


def _name(person):
    return person.get_full_name() if person else ""
