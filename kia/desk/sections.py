"""The texts of a version of an agenda, saved without writing over each other."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kia.engine import allow, locked
from kia.models import Section, SectionKind


@dataclass
class Overtaken(Exception):
    """Somebody saved after this text was read; nothing was changed."""

    section: Section


def rows(version):
    """Every kind of section with the text that this version has of it, if any."""
    texts = {}
    if version:
        saved = version.sections.select_related("changed_by")
        texts = {section.kind_id: section for section in saved}
    return [(kind, texts.get(kind.pk)) for kind in SectionKind.objects.all()]


def section_of(version, kind) -> Section:
    found = version.sections.filter(kind=kind).select_related("changed_by").first()
    return found or Section(version=version, kind=kind)


def before(section):
    """Every text that was saved of this section, the newest first."""
    events = Section.pgh_event_model.objects.filter(pgh_obj_id=section.pk)
    return events.select_related("changed_by").order_by("-pgh_id")


def longest(kind):
    """The advice can be passed by half; there the table ends too."""
    return kind.max_length * 3 // 2 or 6000


@transaction.atomic
def save(version, kind, text, *, seen, by):
    """Keep the text, unless somebody saved another after revision `seen` was read."""
    version = locked(version)
    allow("write_sections", version, by)
    section = section_of(version, kind)
    if section.text == text:
        return section
    if section.revision != seen:
        raise Overtaken(section)
    section.text = text
    section.revision += 1
    section.changed_by, section.changed_at = by, timezone.now()
    section.save()
    return section
