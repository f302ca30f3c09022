"""People, agendas, entries and years of the contract in any state.

They get there as in real use: through the workflow, by people who may.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import count

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from instance import clock
from kia import judgements
from kia.models import (
    Agenda,
    AgendaGround,
    AgendaParty,
    AgendaVersion,
    BudgetLine,
    Commitment,
    ContractYear,
    EntryConsultation,
    EntryIndicator,
    EntryMilestone,
    EntryMission,
    EntryParty,
    EntryPhase,
    EntryRequest,
    EntryTopsector,
    EntryValue,
    EntryVersion,
    Form,
    Judgement,
    MoneySource,
    Period,
    RoleGrant,
    Section,
    SectionKind,
    SectionKindGround,
    StoredFile,
)
from kia.roles import Role
from kia.steps import AgendaState, EntryState, YearState
from kia.workflow import (
    open_version,
    open_year,
    perform,
    revise_entry,
    start_entry,
)
from missions.models import Mission
from missions.tests.builders import make_mission
from organisations.models import Kind
from organisations.tests.builders import make_organisation
from sources.tests.builders import make_document
from themes.models import ThemeOrganisation
from themes.tests.builders import make_theme

numbers = count(1)
REASON = "Dit past beter bij een andere agenda, die dezelfde vraag al oppakt. " * 2
SECTIONS = ("A1", "A3", "A5", "A6", "A7")


def make_period():
    return Period.objects.get(first_year=2020)


@transaction.atomic
def make_topsector(**fields):
    return make_organisation(kind=Kind.TOPSECTOR, **fields)


@transaction.atomic
def make_department(agenda=None, **fields):
    """A department; of the theme of this agenda, if one is given."""
    department = make_organisation(kind=Kind.DEPARTMENT, **fields)
    if agenda and agenda.theme:
        ThemeOrganisation.objects.create(
            theme=agenda.theme, organisation=department, reason="Voor de proef."
        )
    elif agenda:
        make_party(agenda, department, AgendaParty.Part.DEPARTMENT)
    return department


def make_party(agenda, organisation, part=AgendaParty.Part.LEAD):
    return AgendaParty.objects.create(
        agenda=agenda, organisation=organisation, part=part, reason="Voor de proef."
    )


@transaction.atomic
def make_agenda(**fields):
    """One of a theme, unless another kind is given."""
    n = next(numbers)
    fields = {
        "slug": f"agenda-{n}",
        "kind": Agenda.Kind.THEME,
        "code": f"A{n}",
        "title": f"Agenda {n}",
        # Beside the five that the letter gives.
        "order": 1000 + n,
        "valid_from": date(2019, 4, 26),
        "published_at": timezone.now(),
    } | fields
    if fields["kind"] == Agenda.Kind.THEME and "theme" not in fields:
        fields["theme"] = make_theme()
    fields.setdefault("period", make_period())
    fields.setdefault("made_by", make_document())
    agenda = Agenda.objects.create(**fields)
    AgendaGround.objects.create(record=agenda, reason="Voor de proef.")
    return agenda


def make_person(**fields):
    """Without a password: to hash one takes half a second."""
    fields = {"email": f"persoon-{next(numbers)}@voorbeeld.nl"} | fields
    return User.objects.create(**fields)


def grant(person, role, where=None, **fields):
    """A role for an agenda or an organisation, from before every test."""
    field = "agenda" if isinstance(where, Agenda) else "organisation"
    fields = {"valid_from": date(2019, 1, 1), field: where} | fields
    # What was read of the roles of this person is no longer true.
    person.__dict__.pop("_access", None)
    return RoleGrant.objects.create(person=person, role=role, **fields)


def make_person_with(role, where=None, **fields):
    person = make_person(**fields)
    grant(person, role, where)
    return person


@dataclass
class Cast:
    """Everybody around one agenda; `partner` is of a topsector that helps."""

    agenda: Agenda
    topsector: object
    partner_topsector: object
    department: object
    coordinator: User
    editor: User
    member: User
    partner: User
    officer: User
    judge: User
    other_officer: User
    other_editor: User
    other_coordinator: User
    register_editor: User
    admin: User
    outsider: User


@transaction.atomic
def make_cast(agenda=None):
    agenda = agenda or make_agenda()
    topsector, partner = make_topsector(), make_topsector()
    department = make_department(agenda)
    return Cast(
        agenda=agenda,
        topsector=topsector,
        partner_topsector=partner,
        department=department,
        coordinator=make_person_with(Role.COORDINATOR, agenda),
        editor=make_person_with(Role.TEAM_EDITOR, topsector),
        member=make_person_with(Role.TEAM_MEMBER, topsector),
        partner=make_person_with(Role.TEAM_EDITOR, partner),
        officer=make_person_with(Role.POLICY_OFFICER, department),
        judge=make_person_with(Role.JUDGE, department),
        other_officer=make_person_with(Role.POLICY_OFFICER, make_department()),
        other_editor=make_person_with(Role.TEAM_EDITOR, make_topsector()),
        other_coordinator=make_person_with(Role.COORDINATOR, make_agenda()),
        register_editor=make_person_with(Role.REGISTER_EDITOR),
        admin=make_person(is_staff=True, is_superuser=True),
        outsider=make_person(),
    )


def make_file(by=None, content=b"Besluit", **fields):
    fields = {"name": "besluit.pdf", "content_type": "application/pdf"} | fields
    return StoredFile.objects.create(
        content=content,
        sha256=sha256(content).hexdigest(),
        added_by=by or make_person(),
        **fields,
    )


def make_sections(version):
    """A text for each section that is required, in a version that is in work."""
    if not SectionKind.objects.exists():
        for order, code in enumerate(SECTIONS, 1):
            kind = SectionKind.objects.create(
                slug=f"sectie-{code.lower()}",
                code=code,
                title=f"Sectie {code}",
                order=order,
                is_generated=False,
                is_required=True,
                published_at=timezone.now(),
            )
            SectionKindGround.objects.create(record=kind, reason="Voor de proef.")
    for kind in SectionKind.objects.filter(has_text=True):
        text = {"text": f"Wat er in {kind} staat."}
        Section.objects.get_or_create(version=version, kind=kind, defaults=text)


def adoption(by):
    return {
        "adopted_by": "het topteam",
        "adopted_on": clock.today(),
        "adoption_document": make_file(by),
    }


@transaction.atomic
def make_version(cast, state=AgendaState.PREPARATION, **fields):
    """The next version of the agenda of this cast, in this state.

    What it needs for that comes along: an accepted entry, and texts.
    """
    version = open_version(cast.agenda, cast.coordinator, **fields)
    return move_version(cast, version, state)


@transaction.atomic
def move_version(cast, version, state):
    """On from preparation. To be replaced, a next version is adopted."""
    order = list(AgendaState)
    make_sections(version)
    if state != AgendaState.PREPARATION and not has_accepted(version):
        make_entry(cast, version, EntryState.ACCEPTED)
    if order.index(state) >= order.index(AgendaState.CONSULTATION):
        ends = clock.today() + timedelta(14)
        given = {"consultation_ends_on": ends}
        version = perform("consult", version, by=cast.coordinator, **given)
    if order.index(state) >= order.index(AgendaState.FOR_ADOPTION):
        version = perform("propose", version, by=cast.coordinator)
    if order.index(state) >= order.index(AgendaState.ADOPTED):
        given = adoption(cast.coordinator)
        version = perform("adopt", version, by=cast.coordinator, **given)
    if state == AgendaState.REPLACED:
        make_version(cast, AgendaState.ADOPTED)
    return AgendaVersion.objects.get(pk=version.pk)


def has_accepted(version):
    return version.entry_versions.filter(state=EntryState.ACCEPTED).exists()


@transaction.atomic
def make_entry(cast, version, state=EntryState.DRAFT, **fields):
    """An entry of the topsector of the cast; its last version, in this state.

    An adopted one takes the whole agenda with it: see `make_version`.
    """
    title = fields.pop("title", f"Bijdrage {next(numbers)}")
    lead = fields.pop("lead", cast.topsector)
    by = fields.pop("by", None) or cast.member
    by = by if lead == cast.topsector else make_person_with(Role.TEAM_MEMBER, lead)
    entry = start_entry(version, lead=lead, title=title, by=by, **fields)
    fill(entry, partner=cast.partner_topsector)
    return move_entry(cast, entry, state)


def move_entry(cast, entry, state):
    """On from a draft."""
    if state == EntryState.DRAFT:
        return entry
    editor = cast.editor
    if entry.lead_id != cast.topsector.pk:
        editor = make_person_with(Role.TEAM_EDITOR, entry.lead)
    entry = perform("submit", entry, by=editor)
    if state == EntryState.CHANGES_REQUESTED:
        return request_changes(cast, entry)
    if state == EntryState.ACCEPTED:
        make_judgement(cast, entry)
        return perform("accept", entry, by=cast.coordinator)
    if state == EntryState.NOT_INCLUDED:
        return perform("leave_out", entry, by=cast.coordinator, note=REASON)
    return entry


def make_judgement(cast, entry, value=Judgement.Value.AGREED, text="Omdat."):
    department = cast.department
    last = entry.judgements.filter(department=department).last()
    given = {"value": value, "text": text, "seen": last and last.pk}
    return judgements.give(entry, department=department, by=cast.judge, **given)


def request_changes(cast, entry):
    point = {"field": "summary", "text": "Korter.", "due_on": clock.today()}
    return perform("request_changes", entry, by=cast.coordinator, points=[point])


def answer_points(entry, by):
    """The points that were asked about the version that this one follows."""
    entry.follows.points.update(answer="done", answered_by=by)


@transaction.atomic
def revise(cast, entry, version):
    return revise_entry(entry.entry, version, cast.coordinator)


def fill(version, partner=None, amount=1_000_000):
    """All that submitting asks; a row of every kind that money and tests look at."""
    text = "Wat hier hoort te staan, in een paar zinnen."
    for field in TEXTS:
        setattr(version, field, text)
    version.kind = EntryVersion.Kind.MISSION
    version.level = EntryVersion.Level.PROGRAMME
    version.contact = version.entry.created_by
    version.make_or_get_choice = EntryVersion.MakeOrGet.MAKE
    version.no_technology = version.trl_does_not_apply = True
    version.no_region = True
    version.save()
    years = version.entry.agenda.period.years
    _fill_rows(version, years, amount)
    if partner:
        EntryTopsector.objects.create(version=version, topsector=partner)
    return version


TEXTS = (
    "summary",
    "challenge",
    "contribution",
    "choice_do",
    "choice_dont",
    "non_technological",
    "human_capital",
    "approach",
    "customers",
    "small_business",
    "region",
    "valorisation",
    "market_creation",
    "international",
    "make_or_get",
)


def _fill_rows(version, years, amount):
    agenda = version.entry.agenda
    if agenda.theme:
        of_theme = Mission.objects.filter(theme=agenda.theme, parent=None)
        mission = of_theme.first() or make_mission(theme=agenda.theme)
        EntryMission.objects.create(
            version=version,
            mission=mission,
            part=EntryMission.Part.MAIN,
            revision=mission.revision,
        )
    for value in EntryValue.Value:
        EntryValue.objects.create(version=version, value=value, applies=False)
    EntryPhase.objects.create(
        version=version,
        phase=EntryPhase.Phase.DEVELOPMENT,
        first_year=years[0],
        last_year=years[-1],
        result="Een proef.",
    )
    for year in years:
        EntryMilestone.objects.create(version=version, year=year, text="Halverwege.")
        BudgetLine.objects.create(
            version=version,
            year=year,
            source=MoneySource.objects.get(code="bedrijven"),
            form=Form.CASH,
            amount=amount,
            certainty=BudgetLine.Certainty.INDICATIVE,
        )
    for kind, is_private in [("company", True), ("knowledge", False)]:
        EntryParty.objects.create(
            version=version,
            kind=kind,
            description="Een partij",
            role="Werkt mee.",
            is_private=is_private,
        )
    EntryConsultation.objects.create(
        version=version,
        kind=EntryConsultation.Kind.DEPARTMENT,
        who="Het departement",
        held_on=date(2019, 6, 1),
        outcome="Akkoord.",
        is_processed=True,
    )
    EntryRequest.objects.create(
        version=version,
        instrument=EntryRequest.Instrument.REGULATION,
        text="Maak ruimte voor een proef.",
        addressee_text="het departement",
    )
    EntryIndicator.objects.create(
        version=version,
        name="Minder uitstoot",
        kind=EntryIndicator.Kind.OUTCOME,
        unit="ton",
        baseline="10",
        target="5",
        source="CBS",
    )


def make_commitment(year, agenda, **fields):
    fields = {
        "party": f"Partij {next(numbers)}",
        "party_kind": "company",
        "is_private": True,
        "form": Form.CASH,
        "amount": 1_000_000,
        "certainty": Commitment.Certainty.CONFIRMED,
        "stated_in": "Brief",
        "stated_on": date(2019, 10, 1),
    } | fields
    return Commitment.objects.create(year=year, agenda=agenda, **fields)


@transaction.atomic
def make_year(cast, year=2020, state=YearState.COLLECTING, **fields):
    """A year of the contract with one commitment, in this state."""
    record = open_year(make_period(), year, cast.admin, **fields)
    make_commitment(record, cast.agenda)
    if state != YearState.COLLECTING:
        record = perform("confirm", record, by=cast.coordinator)
    if state == YearState.ADOPTED:
        record = perform("adopt", record, by=cast.admin, **signature(cast.admin))
    return ContractYear.objects.get(pk=record.pk)


def signature(by):
    return {"signed_on": clock.today(), "document": make_file(by, b"Contract")}
