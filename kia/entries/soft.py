"""Rules W1 to W11: what is shown, and does not block.

The PPS-toeslag is earned by a TKI over many projects, and NWO's conditions are for
one project in a call. For an entry they only say that the amounts deserve a look.
"""

import re

from django.db.models import Q

from kia.entries import content
from kia.models import EntryPhase, EntryVersion, Form
from kia.money import millions

PPS, NWO = "pps-toeslag", "nwo"
# Thirty percent of the private money in cash of the year before, and ten more over
# its first 20 000 euros.
FIRST_EUROS = 20_000
VALORISATION = re.compile(r"valoris|kennisbenutting|ondernemerschap", re.IGNORECASE)


def _sum(lines, *wanted):
    return sum(line.amount for line in lines if all(want(line) for want in wanted))


def _private(line):
    return line.source.is_private


def _cash(line):
    return line.form == Form.CASH


def _from(code):
    return lambda line: line.source.code == code


def _in(year):
    return lambda line: line.year == year


def find_much_pps(version, user):
    """W1. Of the year before the first one of the agenda, the register knows nothing:
    the private money of that year stands in no budget."""
    lines, period = version.budget_rows.all(), content.period(version)
    for year in list(period.years)[1:]:
        pps = _sum(lines, _in(year), _from(PPS))
        earned_on = _sum(lines, _in(year - 1), _private, _cash)
        if 10 * pps > 3 * earned_on + min(earned_on, FIRST_EUROS):
            yield (
                "budget",
                f"PPS-toeslag {year} ({millions(pps)} mln) is niet te herleiden tot "
                f"private cash in {year - 1} ({millions(earned_on)} mln).",
                str(year),
            )


def find_little_beside_nwo(version, user):
    """W2. NWO asks that others pay 30% of a project, of which at least half is private
    and at least half in cash: each is half of that 30%, not of all that others pay."""
    lines = version.budget_rows.all()
    total = _sum(lines)
    others = [line for line in lines if line.source.code != NWO]
    if len(others) == len(lines):
        return
    if 100 * _sum(others) < 30 * total:
        yield "budget", "Naast NWO betalen anderen minder dan 30% van het geheel."
    if 100 * _sum(others, _private) < 15 * total:
        yield (
            "budget",
            "Naast NWO is minder dan 15% van het geheel privaat: de helft van de 30% "
            "die NWO van anderen vraagt.",
        )
    if 100 * _sum(others, _cash) < 15 * total:
        yield (
            "budget",
            "Naast NWO is minder dan 15% van het geheel in cash: de helft van de 30% "
            "die NWO van anderen vraagt.",
        )


def find_no_small_business(version, user):
    if not any(
        party.is_small or party.is_startup for party in version.party_rows.all()
    ):
        yield "parties", "Er doet geen mkb-bedrijf, start-up of scale-up mee."


def find_no_region(version, user):
    if version.no_region:
        yield "region", "Er doet geen regio mee."


def find_no_other_topsector(version, user):
    if not version.topsector_rows.all():
        yield (
            "topsectors",
            "Er werkt geen andere topsector mee. De aanpak is bedoeld om over sectoren "
            "heen te gaan.",
        )


def find_nobody_takes_over(version, user):
    phases = {row.phase for row in version.phase_rows.all()}
    is_carried_out = EntryPhase.Phase.IMPLEMENTATION in phases
    if not is_carried_out and not version.market_creation.strip():
        yield (
            "market_creation",
            "Er is geen fase implementatie, en er staat niet wie het overneemt.",
        )


def find_one_sided_budget(version, user):
    kinds = {line.source.is_private for line in version.budget_rows.all()}
    if kinds == {True}:
        yield "budget", "Geen publieke bron in de begroting."
    if kinds == {False}:
        yield "budget", "Geen private bron in de begroting."


def find_unknown_technology(version, user):
    if not version.no_technology and not version.technology_rows.all():
        yield (
            "technologies",
            "Er is geen sleuteltechnologie gekozen, en «geen» is niet aangevinkt: dat "
            "telt als onbekend.",
        )


def find_overlap(version, user):
    """W9, among what this person may see. A programme and its parts are one thing."""
    mission = content.main_mission(version)
    technologies = [row.technology_id for row in version.technology_rows.all()]
    if mission is None or not technologies:
        return
    for other in _others_on(mission, technologies, version, user):
        yield (
            "technologies",
            "Een andere bijdrage heeft dezelfde hoofdmissie en een zelfde technologie: "
            f"«{other.title}».",
            other.entry.slug,
        )


def _others_on(mission, technologies, version, user):
    """Of each other entry what is in force or worked on, as far as it is seen."""
    today = Q(followed_by=None) | Q(inclusions__agenda_version__state="adopted")
    found = (
        EntryVersion.objects.visible_to(user)
        .filter(
            today,
            mission_rows__mission=mission,
            mission_rows__part="main",
            technology_rows__technology__in=technologies,
        )
        .exclude(state="not_included")
        .exclude(entry__in={version.entry_id, version.parent_id} - {None})
        .exclude(parent=version.entry_id)
        .select_related("entry")
        .order_by("entry__slug", "pk")
    )
    return {other.entry_id: other for other in found}.values()


def find_invisible_valorisation(version, user):
    """W10: context, no norm. A budget line has no purpose, so its note must say it."""
    if version.budget_rows.all() and not VALORISATION.search(version.budget_note):
        yield (
            "budget_note",
            "In de begroting is niet te zien wat naar valorisatie gaat. Ter "
            "vergelijking, niet als norm: de brief noemt een oproep van NWO waarbij "
            "ten minste 5% naar kennisbenutting of ondernemerschap moest gaan.",
        )


def find_one_consultation(version, user):
    if len(version.consultation_rows.all()) == 1:
        yield "consultations", "Er is slechts één raadpleging geregistreerd."
