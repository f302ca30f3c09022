"""Rows of an entry as tables of words, each with what it is about in front."""

from dataclasses import dataclass

from django.utils.formats import date_format

from kia.models import (
    EntryConsultation,
    EntryIndicator,
    EntryMilestone,
    EntryMission,
    EntryParty,
    EntryPhase,
    EntryRelation,
    EntryTarget,
    EntryTechnology,
    EntryValue,
)

YES_NO = {True: "ja", False: "nee", None: ""}
SIGNS = ((True, "privaat"), (False, "publiek"))


@dataclass(frozen=True)
class Cell:
    text: str
    url: str = ""
    code: str = ""


@dataclass(frozen=True)
class Table:
    """`rows` hold (heading, [(name of the column, cell)])."""

    caption: str
    head: tuple
    rows: list

    def __bool__(self):
        return bool(self.rows)


def table(caption, head, rows):
    """Of `rows` as cells; a text alone is a cell too."""
    made = [[_cell(value) for value in row] for row in rows]
    pairs = [(cells[0], list(zip(head[1:], cells[1:], strict=True))) for cells in made]
    return Table(caption, head, pairs)


def _cell(value):
    return value if isinstance(value, Cell) else Cell(str(value or ""))


def _linked(record, text=None, code=""):
    return Cell(text or str(record), record.get_absolute_url(), code)


def missions(held):
    rows = held.rows[EntryMission]
    order = list(EntryMission.Part)
    rows = sorted(rows, key=lambda row: order.index(row.part))
    found = [
        (
            _linked(row.mission, row.mission.short_label, row.mission.code),
            row.get_part_display(),
        )
        for row in rows
    ]
    found += [
        (Cell(str(row.target)), "doel van de hoofdmissie")
        for row in held.rows[EntryTarget]
    ]
    return table("Missies die deze bijdrage dient", ("Missie", "Als"), found)


def technologies(held):
    rows = sorted(held.rows[EntryTechnology], key=lambda row: not row.is_main)
    found = [
        (
            _linked(row.technology),
            row.get_role_display() + (", hoofdtechnologie" if row.is_main else ""),
        )
        for row in rows
    ]
    return table("Sleuteltechnologieën en hun rol", ("Technologie", "Rol"), found)


def values(held):
    words = {True: "speelt", False: "speelt niet", None: ""}
    rows = [
        (str(row).capitalize(), words[row.applies], row.text)
        for row in held.rows[EntryValue]
    ]
    return table("Waarden die spelen", ("Waarde", "Speelt", "Toelichting"), rows)


def phases(held):
    order = list(EntryPhase.Phase)
    rows = sorted(held.rows[EntryPhase], key=lambda row: order.index(row.phase))
    found = [
        (
            row.get_phase_display().capitalize(),
            _years(row.first_year, row.last_year),
            row.result,
        )
        for row in rows
    ]
    return table("Fasen", ("Fase", "Jaren", "Resultaat"), found)


def _years(first, last):
    return str(first) if first == last else f"{first}–{last}"


def milestones(held):
    rows = [(row.text, _quarter(row)) for row in held.rows[EntryMilestone]]
    return table("Mijlpalen", ("Mijlpaal", "Wanneer"), rows)


def _quarter(row):
    return f"{row.year}, kwartaal {row.quarter}" if row.quarter else str(row.year)


def parties(held):
    """A party without a name did not agree yet to be named."""
    rows = [
        (
            (row.name or row.description or row.get_kind_display()).capitalize(),
            row.get_kind_display(),
            dict(SIGNS).get(row.is_private, ""),
            row.role,
            _size(row),
        )
        for row in held.rows[EntryParty]
    ]
    head = ("Partij", "Soort", "Publiek of privaat", "Rol", "Mkb of start-up")
    return table("Partijen die meedoen", head, rows)


def _size(row):
    return " en ".join(
        word
        for word, is_so in (("mkb", row.is_small), ("start-up", row.is_startup))
        if is_so
    )


def consultations(held):
    rows = [
        (
            (row.who or row.get_kind_display()).capitalize(),
            row.get_kind_display(),
            date_format(row.held_on, "j F Y") if row.held_on else "",
            row.outcome,
            YES_NO[row.is_processed],
        )
        for row in held.rows[EntryConsultation]
    ]
    head = ("Wie", "Soort", "Wanneer", "Uitkomst", "Verwerkt")
    return table("Raadplegingen", head, rows)


def indicators(held):
    rows = [
        (
            row.name,
            row.get_kind_display(),
            row.unit,
            row.baseline,
            row.target,
            row.source,
        )
        for row in held.rows[EntryIndicator]
    ]
    head = ("Indicator", "Soort", "Eenheid", "Nulwaarde", "Streefwaarde", "Bron")
    return table("Indicatoren", head, rows)


def relations(held):
    rows = [(_linked(row.agenda), row.text) for row in held.rows[EntryRelation]]
    return table("Relatie met andere agenda’s", ("Agenda", "Toelichting"), rows)


TABLES = {
    "main_mission": missions,
    "technologies": technologies,
    "values": values,
    "phases": phases,
    "milestones": milestones,
    "parties": parties,
    "consultations": consultations,
    "indicators": indicators,
    "relations": relations,
}
