"""Rule H1: what it takes for each field to be filled."""

from kia.entries import content
from kia.entries.fields import needed

# Other rules say of these when they are filled.
OWN_RULE = ("main_mission", "main_technology", "values", "consultations", "indicators")
# What a row must have: (set of rows, columns).
COLUMNS = {
    "phases": ("phase_rows", ("first_year", "last_year", "result")),
    "milestones": ("milestone_rows", ("year", "text")),
    "parties": ("party_rows", ("kind", "role", "is_private")),
    "consultations": ("consultation_rows", ("kind", "held_on", "outcome")),
    "requests": ("request_rows", ("instrument", "text")),
    "indicators": ("indicator_rows", ("name", "kind", "target")),
}
# Sets of rows that stay empty where the field says there are none.
NONE_OF = {
    "technologies": "technology_rows",
    "region": "region_rows",
    "requests": "request_rows",
}


def find_unfilled(version):
    for field in needed(version):
        yield from _contradiction(field, version)
        yield from _incomplete_rows(field, version)
        if field.name in OWN_RULE or field.is_waived(version):
            continue
        for text, part in FILLED.get(field.name, _column)(field, version):
            label = field.label_in(content.period(version))
            yield field.name, text or f"Nog leeg: {label}.", part
    yield from _region_without_reason(version)


def _contradiction(field, version):
    rows = NONE_OF.get(field.name)
    if rows and field.is_waived(version) and getattr(version, rows).all():
        yield (
            field.name,
            f"U koos «{field.waiver}», maar vulde hier toch iets in. Haal een van de "
            "twee weg.",
        )


def _incomplete_rows(field, version):
    rows, columns = COLUMNS.get(field.name, (None, ()))
    for number, row in enumerate(getattr(version, rows).all() if rows else [], 1):
        for column in columns:
            if _is_blank(getattr(row, column)):
                name = row._meta.get_field(column).verbose_name
                yield (
                    field.name,
                    f"{field.label}, regel {number}: {name} is leeg.",
                    (str(row.lineage)),
                )


def _region_without_reason(version):
    if version.no_region and _is_blank(version.region):
        yield "region", "Leg uit waarom er geen regio meedoet.", "region"


def _is_blank(value):
    return value is None or not str(value).strip()


# Each of these yields (text, part) for what is missing; without a text, the field
# as a whole is still empty.


def _column(field, version):
    column = version._meta.get_field(field.places[0])
    # The id of a person or topsector will do; to fetch them costs a query.
    if _is_blank(getattr(version, column.attname)):
        yield "", ""


def _rows(field, version):
    if not getattr(version, field.places[0]).all():
        yield "", ""


def _agenda(field, version):
    # A version has an agenda from its first moment.
    yield from ()


def _level(field, version):
    if not version.level:
        yield "", ""
    elif version.level == version.Level.SUB_PROGRAMME:
        programme = content.programme_of(version)
        if programme is None:
            yield "Kies bij welk programma dit deelprogramma hoort.", "parent"
        elif programme.level == version.Level.SUB_PROGRAMME:
            yield (
                "Een deelprogramma hoort bij een programma, niet bij een deel.",
                ("parent"),
            )


def _sub_missions(field, version):
    if not content.parts_of(version, "sub") and not version.target_rows.all():
        yield "Kies minstens één subdoel van de hoofdmissie.", ""


def _requests(field, version):
    yield from _rows(field, version)
    for number, row in enumerate(version.request_rows.all(), 1):
        if not row.addressee_id and _is_blank(row.addressee_text):
            yield (
                f"{field.label}, regel {number}: gericht aan is leeg.",
                (str(row.lineage)),
            )


def _make_or_get(field, version):
    if not version.make_or_get_choice:
        yield "", ""
    elif _is_blank(version.make_or_get):
        yield "Licht toe wat u zelf ontwikkelt en wat u haalt.", "make_or_get"


def _trl(field, version):
    for column in ("trl_start", "trl_end"):
        if getattr(version, column) is None:
            yield f"Nog leeg: {version._meta.get_field(column).verbose_name}.", column


def _milestones(field, version):
    years = {row.year for row in version.milestone_rows.all()}
    if not version.milestone_rows.all():
        yield "", ""
        return
    for year in content.running_years(version):
        if year not in years:
            yield f"Noem een mijlpaal in {year}.", str(year)


def _parties(field, version):
    parties = version.party_rows.all()
    if len(parties) < 2:
        yield "Noem minstens twee partijen.", ""
    if not any(party.is_private for party in parties):
        yield "Noem minstens één private partij.", "is_private"
    if not any(party.kind == party.Kind.KNOWLEDGE for party in parties):
        yield "Noem minstens één kennisinstelling.", "kind"


def _budget(field, version):
    years = {row.year for row in version.budget_rows.all()}
    if not years:
        yield "", ""
        return
    for year in content.running_years(version):
        if year not in years:
            yield f"Vul minstens één bedrag in voor {year}.", str(year)


FILLED = {
    "agenda": _agenda,
    "level": _level,
    "sub_missions": _sub_missions,
    "technologies": _rows,
    "phases": _rows,
    "trl": _trl,
    "milestones": _milestones,
    "parties": _parties,
    "requests": _requests,
    "make_or_get": _make_or_get,
    "budget": _budget,
}
