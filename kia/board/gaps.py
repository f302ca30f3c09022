"""Missions without an entry, and the missions of a department with their money.

Both count by kia/entries/totals.py, at a basis that who asks may know.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from instance import clock
from kia.entries import totals
from kia.entries.totals import Basis
from missions.models import Mission
from themes.models import Theme

BASIS = "telbasis"
SLUGS = {Basis.IN_FORCE: "geldend", Basis.WORKING: "werkversie"}
SLUGS |= {Basis.SUBMITTED: "ingediend"}
MEANS = {
    Basis.IN_FORCE: "wat is vastgesteld en nu geldt",
    Basis.WORKING: "wat akkoord is, en wat geldt en niet wordt herzien",
    Basis.SUBMITTED: "wat geldt, en van de andere bijdragen wat is ingediend",
}


def chosen_basis(asked, known=tuple(Basis)):
    slug = asked.get(BASIS, "")
    return next((basis for basis in known if SLUGS[basis] == slug), known[0])


@dataclass(frozen=True)
class Gaps:
    """Of the missions of a theme, or of all of them when there is no theme."""

    theme: Theme | None
    basis: Basis
    known: tuple
    today: date

    @property
    def means(self):
        return MEANS[self.basis]

    @property
    def bases(self):
        """(slug, words, whether it is this one)."""
        return [(SLUGS[b], b.label, b == self.basis) for b in self.known]

    @cached_property
    def counted(self):
        """Missions as the press counts them, each with its number of entries."""
        found = totals.counted_missions().select_related("theme", "parent", "same_as")
        found = found.filter(theme=self.theme) if self.theme else found
        return list(totals.served(found, self.basis))

    @property
    def missing(self):
        return [mission for mission in self.counted if not mission.entries]

    @cached_property
    def in_all(self):
        """(gaps, counted) of all themes, as visitors see them."""
        return totals.gaps().count(), totals.counted_missions().count()

    @cached_property
    def is_sample(self):
        return totals.versions(self.basis).filter(entry__is_practice=True).exists()


def gaps_of(agenda, asked) -> Gaps:
    """Only of its own theme what is not adopted yet: of others that is not to be known.

    The main mission of an entry is one of the theme of its agenda.
    """
    known = (Basis.WORKING, Basis.IN_FORCE, Basis.SUBMITTED)
    known = known if agenda.theme_id else (Basis.IN_FORCE,)
    return Gaps(agenda.theme, chosen_basis(asked, known), known, clock.today())


@dataclass(frozen=True)
class Row:
    """A mission of a department. Money counts at the main mission of an entry."""

    mission: Mission
    euros: int
    is_counted: bool

    @property
    def is_gap(self):
        return self.is_counted and not self.mission.entries


@dataclass(frozen=True)
class Money:
    """The missions of the own themes of a department, in the order of the letter."""

    department: object
    basis: Basis
    today: date

    @property
    def means(self):
        return MEANS[self.basis]

    @property
    def bases(self):
        return [(SLUGS[b], b.label, b == self.basis) for b in Basis]

    @cached_property
    def rows(self):
        themes = own_themes(self.department)
        missions = Mission.objects.current().filter(theme__in=themes)
        missions = missions.select_related("theme", "parent", "same_as")
        counted = set(totals.counted_missions().order_by().values_list("pk", flat=True))
        lines = totals.budget(self.basis).filter(
            version__entry__agenda__theme__in=themes
        )
        euros = {row["mission"]: row["total"] for row in totals.money(lines, "place")}
        return [
            Row(mission, euros.get(mission.pk, 0), mission.pk in counted)
            for mission in totals.served(missions, self.basis)
        ]

    @property
    def total(self):
        return sum(row.euros for row in self.rows)

    @property
    def missing(self):
        return [row for row in self.rows if row.is_gap]

    @property
    def counted(self):
        return [row for row in self.rows if row.is_counted]

    @cached_property
    def is_sample(self):
        return totals.versions(self.basis).filter(entry__is_practice=True).exists()


def own_themes(department):
    """That a theme is of a department is a link of the editors; see kia/access.py."""
    return Theme.objects.filter(
        organisation_links__organisation=department, organisation_links__passage=None
    )
