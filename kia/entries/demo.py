"""The practice agendas: examples that get into their states as real ones do.

fixtures/practice holds what they say (entries.json, contract.json) and what happens
to them day after day (timeline.json). Each event is taken under the clock of its day
by the person whose role it is, through the workflow.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from accounts.practice import make_people
from instance import clock
from kia import judgements
from kia import models as kia
from kia.entries import demo_content, rules
from kia.entries.demo_people import give_roles, make_departments
from kia.permissions import may
from kia.workflow import open_version, open_year, perform, revise_entry, start_entry

NOON = time(12)
SAMPLE = "VOORBEELD"


class NotReady(Exception):
    """The register lacks what the examples stand on."""


def folder():
    return Path(settings.FIXTURE_DIRS[0]) / "practice"


def read(name):
    return json.loads((folder() / f"{name}.json").read_text("utf-8"))


@dataclass
class Practice:
    """What is known while the examples are made."""

    entries: dict = field(default_factory=dict)

    @cached_property
    def people(self):
        return {p.email.split("@")[0]: p for p in User.objects.practice()}

    @cached_property
    def records(self):
        return demo_content.read_records()

    @cached_property
    def content(self):
        return {entry["id"]: entry for entry in read("entries")["entries"]}

    @cached_property
    def commitments(self):
        return read("contract")["commitments"]

    @cached_property
    def sections(self):
        return read("sections")

    def agenda(self, code):
        return self.records[kia.Agenda][code]

    def in_work(self, code):
        return self.agenda(code).versions.in_work().get()

    def version(self, name):
        """The last version of this entry."""
        return self.entries[name].versions.current().get()


@transaction.atomic
def make_practice_agendas(*, with_clock=False):
    """All of it or nothing; nothing when there are practice agendas already.

    `with_clock`: from then on it is the day on which the examples stand, and time
    runs on from there.
    """
    if kia.AgendaVersion.objects.filter(is_practice=True).exists():
        return
    if not kia.Agenda.objects.exists() or not kia.SectionKind.objects.exists():
        raise NotReady("Laad eerst de gegevens: manage.py load_fixtures.")
    make_people()
    make_departments()
    practice = Practice()
    give_roles(practice.people, practice.records)
    timeline = read("timeline")
    for event in timeline["events"]:
        happen(practice, **event)
    # Nobody waits for a mail about what was made up.
    kia.Notification.objects.update(mail_settled_at=timezone.now())
    if with_clock:
        clock.move_to_day(date.fromisoformat(timeline["today"]))


def happen(practice, day, what, by, **event):
    noon = datetime.combine(date.fromisoformat(day), NOON)
    with clock.at(timezone.make_aware(noon)):
        EVENTS[what](practice, practice.people[by], **event)


# Agendas.


def open_agenda(practice, by, agenda, due_on):
    open_version(
        practice.agenda(agenda),
        by,
        due_on=date.fromisoformat(due_on),
        is_practice=True,
    )


def write_sections(practice, by, agenda):
    version = practice.in_work(agenda)
    kia.Section.objects.bulk_create(
        kia.Section(
            version=version,
            kind=kind,
            text=practice.sections[kind.code].format(agenda=version.agenda.title),
            changed_by=by,
            changed_at=timezone.now(),
        )
        for kind in kia.SectionKind.objects.filter(has_text=True)
    )


def consult(practice, by, agenda, consultation_ends_on):
    ends_on = date.fromisoformat(consultation_ends_on)
    version = practice.in_work(agenda)
    perform("consult", version, by=by, consultation_ends_on=ends_on)


def propose(practice, by, agenda):
    perform("propose", practice.in_work(agenda), by=by)


def adopt(practice, by, agenda):
    version = practice.in_work(agenda)
    perform(
        "adopt",
        version,
        by=by,
        adopted_by="Topteam (voorbeeld)",
        adopted_on=clock.today(),
        adoption_document=_sample_file(f"Besluit over {version}", by),
    )


# Entries.


def start(practice, by, entry, variant="content"):
    sample = practice.content[entry]
    version = start_entry(
        practice.in_work(sample["agenda"]),
        lead=practice.records[demo_content.Organisation][sample["lead"]],
        title=sample["title"],
        slug=slugify(sample["title"])[:75].strip("-"),
        by=by,
        contact=by,
    )
    practice.entries[entry] = version.entry
    fill(practice, by, entry, "content")
    if variant != "content":
        fill(practice, by, entry, variant)


def fill(practice, by, entry, variant):
    content = dict(practice.content[entry][variant])
    if "parent" in content:
        content["parent"] = practice.entries[content["parent"]]
    demo_content.fill(practice.version(entry), content, practice.records)


def submit(practice, by, entry, note=""):
    version = practice.version(entry)
    warnings = rules.warnings(version, by)
    perform("submit", version, by=by, note=note, warnings=warnings)


def judge(practice, by, entry, department, value, text):
    judgements.give(
        practice.version(entry),
        department=practice.records[demo_content.Organisation][department],
        value=value,
        text=text,
        by=by,
    )


def request_changes(practice, by, entry, note, points):
    perform("request_changes", practice.version(entry), by=by, note=note, points=points)


def answer(practice, by, entry, variant, answers):
    """Do what was asked, and say so at each point."""
    version = practice.version(entry)
    _insist("edit", by, version)
    for point, given in zip(version.follows.points.all(), answers, strict=True):
        kia.ReviewPoint.objects.filter(pk=point.pk).update(answered_by=by, **given)
    fill(practice, by, entry, variant)


def accept(practice, by, entry):
    perform("accept", practice.version(entry), by=by)


def leave_out(practice, by, entry, note):
    perform("leave_out", practice.version(entry), by=by, note=note)


def revise(practice, by, entry):
    agenda_version = practice.in_work(practice.content[entry]["agenda"])
    revise_entry(practice.entries[entry], agenda_version, by)


def reply(practice, by, entry, request, **given):
    asked = practice.version(entry).request_rows.all()[request]
    _insist("reply", by, asked)
    asked.replies.create(by=by, day=clock.today(), **given)


# The contract.


def open_contract_year(practice, by, year):
    period = kia.Period.objects.get(first_year__lte=year, last_year__gte=year)
    record = open_year(period, year, by, is_practice=True)
    kia.Commitment.objects.bulk_create(
        kia.Commitment(
            **commitment
            | {
                "year": record,
                "agenda": practice.agenda(commitment["agenda"]),
                "is_practice": True,
            }
        )
        for commitment in practice.commitments
        if commitment["year"] == year
    )


def confirm_contract_year(practice, by, year):
    perform("confirm", kia.ContractYear.objects.get(year=year), by=by)


def adopt_contract_year(practice, by, year):
    record = kia.ContractYear.objects.get(year=year)
    perform(
        "adopt",
        record,
        by=by,
        signed_on=clock.today(),
        document=_sample_file(f"Ondertekende {record}", by),
    )


def _insist(word, by, record):
    if not may(word, by, record):
        raise NotReady(f"{by} mag dit niet: {word}, {record}.")


def _sample_file(title, by):
    content = f"{SAMPLE}. {title}. Verzonnen, om mee te oefenen.\n".encode()
    return kia.StoredFile.objects.create(
        name=f"{SAMPLE.lower()}-{slugify(title)}.txt",
        content_type="text/plain; charset=utf-8",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )


EVENTS = {
    "open": open_agenda,
    "write": write_sections,
    "consult": consult,
    "propose": propose,
    "adopt": adopt,
    "start": start,
    "fill": fill,
    "submit": submit,
    "judge": judge,
    "request_changes": request_changes,
    "answer": answer,
    "accept": accept,
    "leave_out": leave_out,
    "revise": revise,
    "reply": reply,
    "open_year": open_contract_year,
    "confirm_year": confirm_contract_year,
    "adopt_year": adopt_contract_year,
}
