"""Which sets of rows an entry has: what a row consists of, and what can be chosen."""

from dataclasses import dataclass, field

from keytech.models import KeyTechnology
from kia.models import (
    Agenda,
    EntryConsultation,
    EntryIndicator,
    EntryMilestone,
    EntryMission,
    EntryParty,
    EntryPhase,
    EntryRelation,
    EntryRequest,
    EntryTechnology,
)
from missions.models import Mission
from organisations.models import Organisation
from sources.pages import in_force


@dataclass(frozen=True)
class RowKind:
    """One set of rows: where it stands, what a row has, and what it always is."""

    field: str
    rows: str
    model: type
    columns: tuple
    one: str
    always: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    in_order: bool = True
    unique: str = ""

    def of(self, version):
        found = getattr(version, self.rows).all()
        return [
            row
            for row in found
            if all(getattr(row, name) == value for name, value in self.always.items())
        ]


KINDS = {
    kind.field: kind
    for kind in (
        RowKind(
            "secondary_missions",
            "mission_rows",
            EntryMission,
            ("mission",),
            "nevenmissie",
            always={"part": "secondary"},
            choices={"mission": lambda v: in_force(Mission.objects)},
            unique="mission",
        ),
        RowKind(
            "technologies",
            "technology_rows",
            EntryTechnology,
            ("technology", "role"),
            "technologie",
            always={"is_main": False},
            choices={"technology": lambda v: in_force(KeyTechnology.objects)},
            unique="technology",
        ),
        RowKind(
            "phases",
            "phase_rows",
            EntryPhase,
            ("phase", "first_year", "last_year", "result"),
            "fase",
            unique="phase",
        ),
        RowKind(
            "milestones",
            "milestone_rows",
            EntryMilestone,
            ("year", "quarter", "text"),
            "mijlpaal",
            in_order=False,
        ),
        RowKind(
            "parties",
            "party_rows",
            EntryParty,
            (
                "kind",
                "description",
                "name",
                "role",
                "is_private",
                "is_small",
                "is_startup",
            ),
            "partij",
        ),
        RowKind(
            "consultations",
            "consultation_rows",
            EntryConsultation,
            ("kind", "who", "held_on", "outcome", "is_processed"),
            "raadpleging",
        ),
        RowKind(
            "requests",
            "request_rows",
            EntryRequest,
            ("instrument", "text", "addressee", "addressee_text", "wanted_year"),
            "verzoek",
            choices={
                "addressee": lambda v: in_force(Organisation.objects.departments())
            },
        ),
        RowKind(
            "indicators",
            "indicator_rows",
            EntryIndicator,
            ("name", "kind", "unit", "baseline", "target", "source"),
            "indicator",
        ),
        RowKind(
            "relations",
            "relation_rows",
            EntryRelation,
            ("agenda", "text"),
            "relatie",
            choices={
                "agenda": lambda v: in_force(Agenda.objects).exclude(
                    pk=v.entry.agenda_id
                )
            },
            unique="agenda",
        ),
    )
}
