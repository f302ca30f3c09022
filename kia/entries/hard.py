"""Rules H2 to H9: what blocks submitting besides a field that is empty."""

from kia.entries import content
from kia.entries.content import Kind
from kia.models import Agenda, EntryConsultation, EntryIndicator, EntryValue

MAIN_MISSION, MAIN_TECHNOLOGY = "main_mission", "main_technology"


def find_wrong_main(version):
    """H2: money counts once, at one main mission or at one main technology."""
    mission = content.main_mission(version)
    technology = content.main_technology(version)
    match version.kind:
        case Kind.MISSION if not mission:
            yield MAIN_MISSION, "Kies de ene hoofdmissie van dit missieprogramma."
        case Kind.KEY_TECHNOLOGY if not technology:
            yield (
                MAIN_TECHNOLOGY,
                "Kies de ene hoofdtechnologie van dit sleuteltechnologieprogramma.",
            )
    match version.kind:
        case Kind.MISSION if technology:
            yield MAIN_TECHNOLOGY, "Een missieprogramma heeft geen hoofdtechnologie."
        case Kind.KEY_TECHNOLOGY if mission:
            yield (
                MAIN_MISSION,
                "Een sleuteltechnologieprogramma heeft geen hoofdmissie.",
            )
        case Kind.EARNING_POWER if mission and technology:
            yield MAIN_TECHNOLOGY, "Kies een hoofdmissie of een hoofdtechnologie."


def find_misplaced_mission(version):
    """H3: the main mission is of the theme, and what stands below it is below it."""
    main = content.main_mission(version)
    agenda = content.agenda(version)
    if main and main.theme_id != agenda.theme_id:
        yield MAIN_MISSION, f"{main} hoort niet bij het thema van {agenda}."
    subs = content.parts_of(version, "sub")
    for sub in subs:
        if main is None or sub.parent_id != main.pk:
            yield "sub_missions", f"{sub} is geen deel van de hoofdmissie.", sub.code
    around = {mission.pk for mission in [main, *subs] if mission}
    for row in version.target_rows.all():
        if row.target.mission_id not in around:
            yield (
                "sub_missions",
                f"«{row.target}» is geen doel van de hoofdmissie.",
                str(row.lineage),
            )


def find_wrong_year(version):
    """H4: years of the budget. Amounts and doubles are refused by the database."""
    period, phases = content.period(version), content.phase_years(version)
    for year in sorted({row.year for row in version.budget_rows.all()}):
        if year not in period.years:
            yield "budget", f"{year} valt buiten de looptijd {period}.", str(year)
        elif phases and year not in phases:
            yield "budget", f"{year} valt buiten de fasen van deze bijdrage.", str(year)


def find_wrong_agenda(version):
    """H5: the sixth agenda is for earning power that fits no theme, and says why."""
    is_earning_power = version.kind == Kind.EARNING_POWER
    if content.agenda(version).kind != Agenda.Kind.ADDITIONAL:
        return
    if version.kind and not is_earning_power:
        yield "kind", "In de zesde agenda staan alleen verdienvermogenprogramma’s."
    elif is_earning_power and version.fits_theme:
        yield (
            "theme_fit",
            "Dit programma sluit aan op een thema: het hoort in de agenda daarvan.",
        )
    elif is_earning_power and not version.theme_fit.strip():
        yield (
            "theme_fit",
            "Leg uit waarom dit programma op geen enkel thema aansluit.",
            "theme_fit",
        )


def find_unanswered_value(version):
    """H6: all five; one that is at stake says how."""
    answers = {row.value: row for row in version.value_rows.all()}
    for value, label in EntryValue.Value.choices:
        row = answers.get(value)
        if row is None or row.applies is None:
            yield "values", f"Speelt {label} in deze bijdrage?", value
        elif row.applies and not row.text.strip():
            yield "values", f"Leg uit hoe {label} speelt.", value


def find_no_department(version):
    rows = version.consultation_rows.all()
    if not any(row.kind == EntryConsultation.Kind.DEPARTMENT for row in rows):
        yield "consultations", "Noem minstens één raadpleging van een departement."


def find_falling_readiness(version):
    start, end = version.trl_start, version.trl_end
    if start is not None and end is not None and end < start:
        year = content.period(version).last_year
        yield "trl", f"De TRL in {year} is niet lager dan die van nu."


def find_no_outcome(version):
    rows = version.indicator_rows.all()
    if not any(row.kind == EntryIndicator.Kind.OUTCOME for row in rows):
        yield "indicators", "Noem minstens één indicator van de soort uitkomst."
