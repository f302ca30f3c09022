"""The matrix as a table of words, for a spreadsheet."""

from dataclasses import dataclass

from exchange.columns import Column, Whole
from missions.matrix.table import NO_LINK, Matrix, strongest


@dataclass(frozen=True)
class Sheet:
    """A row per mission and sub-target, a column per column of the matrix."""

    matrix: Matrix
    code = "matrix"

    @property
    def columns(self):
        found = [
            Column("code", "code", "De code van de missie."),
            Column("mission", "missie", "De korte naam van de missie."),
            Column("kind", "soort", "Centrale missie, missie of subdoel."),
            Column("theme", "thema", "Het thema van de missie."),
        ]
        for group in self.matrix.groups:
            words = f"De grondslag van de koppeling met dit {group.one}."
            found += [Column(c.slug, name(c), words) for c in group.columns]
            total = f"aantal {group.many}"
            found.append(Whole(f"{group.key}_aantal", total, "Gevulde vakjes."))
        return found

    def rows(self):
        for mission in self.matrix.missions:
            row = [mission.code, mission.short_label]
            row += [mission.kind_name, mission.theme.title]
            for group in self.matrix.groups:
                found = [self.matrix.links(mission, group, c) for c in group.columns]
                row += [words(links, self.matrix) for links in found]
                row.append(sum(bool(links) for links in found))
            yield row


def words(links, matrix):
    basis = strongest(links)
    return basis.words if basis else matrix.signs[NO_LINK]


def name(column):
    return getattr(column, "label", str(column))
