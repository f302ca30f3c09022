"""Entries for tests: one that breaks no rule, to be broken in one place."""

from datetime import date
from itertools import count

from django.utils import timezone

from accounts.models import User
from keytech.tests.builders import make_technology
from kia import models as kia
from missions.tests.builders import make_mission
from organisations.tests.builders import make_organisation
from sources.tests.builders import make_document
from themes.tests.builders import make_theme

numbers = count(1)
TEXT = "Hier staat wat er moet staan."
TEXTS = (
    "title summary challenge contribution choice_do choice_dont non_technological "
    "human_capital approach customers small_business region valorisation "
    "market_creation international make_or_get"
).split()


def make_person(name="sam"):
    return User.objects.get_or_create(email=f"{name}@voorbeeld.nl")[0]


def make_agenda(**fields):
    n = next(numbers)
    fields = {"kind": kia.Agenda.Kind.THEME, "slug": f"kia-{n}"} | fields
    if fields["kind"] == kia.Agenda.Kind.THEME and "theme" not in fields:
        fields["theme"] = make_theme()
    agenda = kia.Agenda.objects.create(
        code=f"KIA{n}",
        title=f"Agenda {n}",
        order=n,
        period=kia.Period.objects.get(first_year=2020),
        made_by=make_document(),
        valid_from=date(2019, 4, 26),
        published_at=timezone.now(),
        **fields,
    )
    kia.AgendaGround.objects.create(record=agenda, reason="Voor de proef.")
    return agenda


def make_agenda_version(agenda=None, **fields):
    version = kia.AgendaVersion.objects.create(
        **{
            "agenda": agenda or make_agenda(),
            "number": 1,
            "state": "preparation",
        }
        | fields
    )
    leave_trail(agenda_version=version, to_state=version.state)
    return version


def leave_trail(**of):
    """The step without which no record has a state."""
    kia.Step.objects.create(
        action="start", by=make_person(), day=date(2021, 6, 7), **of
    )


def make_topsector():
    return make_organisation(kind="topsector")


def make_entry(agenda, **fields):
    n = next(numbers)
    return kia.Entry.objects.create(
        agenda=agenda, slug=f"bijdrage-{n}", created_by=make_person(), **fields
    )


def make_draft(agenda_version=None, **fields):
    """Empty but for what a draft never lacks."""
    version = agenda_version or make_agenda_version()
    fields = {"state": "draft", "title": "Een bijdrage"} | fields
    fields.setdefault("entry", make_entry(version.agenda))
    fields.setdefault("lead", make_topsector())
    draft = kia.EntryVersion.objects.create(agenda_version=version, **fields)
    leave_trail(entry_version=draft, to_state=draft.state)
    return draft


def make_version(agenda_version=None, *, mission=None, technology=None, **fields):
    """A mission programme in 2022 and 2023 without a problem or a warning."""
    draft = make_draft(
        agenda_version,
        **dict.fromkeys(TEXTS, TEXT)
        | {
            "kind": "mission",
            "level": "programme",
            "contact": make_person(),
            "make_or_get_choice": "both",
            "trl_start": 4,
            "trl_end": 6,
            "no_requests": True,
            "budget_note": "Een tiende is voor valorisatie.",
        }
        | fields,
    )
    theme = draft.agenda_version.agenda.theme
    if theme:
        mission = mission or make_mission(theme=theme)
        draft.mission_rows.create(mission=mission, part="main", revision=1)
    draft.technology_rows.create(
        technology=technology or make_technology(), role="applies"
    )
    draft.topsector_rows.create(topsector=make_topsector())
    _add_planning(draft)
    _add_people(draft)
    return fresh(draft)


def _add_planning(draft):
    for value in kia.EntryValue.Value.values:
        draft.value_rows.create(value=value, applies=False)
    draft.phase_rows.create(
        phase="development", first_year=2022, last_year=2023, result="Een model."
    )
    for year in (2022, 2023):
        draft.milestone_rows.create(year=year, quarter=4, text="Klaar.")
        add_money(draft, year, "bedrijven", 100_000)
        add_money(draft, year, "departement", 100_000)
    draft.indicator_rows.create(name="Gebruik", kind="outcome", target="10")


def _add_people(draft):
    draft.party_rows.create(
        kind="company", role="bouwt", is_private=True, is_small=True
    )
    draft.party_rows.create(kind="knowledge", role="onderzoekt", is_private=False)
    for kind in ("department", "science"):
        draft.consultation_rows.create(
            kind=kind, held_on=date(2021, 9, 1), outcome="Akkoord."
        )


def add_money(version, year, source, amount, form="cash"):
    return version.budget_rows.create(
        year=year,
        source=kia.MoneySource.objects.get(code=source),
        form=form,
        amount=amount,
        certainty="indicative",
    )


def fresh(version):
    """As another request reads it, with nothing fetched along."""
    return kia.EntryVersion.objects.get(pk=version.pk)
