"""Since when one wants to know what changed."""

from dataclasses import dataclass

from kia.models import EntryVersion
from kia.steps import EntryState

ADOPTED, SUBMITTED, MINE = "vastgesteld", "indiening", "mij"
LABELS = {
    ADOPTED: "Sinds de vaststelling",
    SUBMITTED: "Sinds de vorige indiening",
    MINE: "Sinds u keek",
}
NOTHING = {
    ADOPTED: "Van deze bijdrage is nog geen eerdere versie vastgesteld.",
    SUBMITTED: "Van deze bijdrage is nog geen eerdere versie ingediend.",
    MINE: "U hebt van deze bijdrage nog geen eerdere versie gelezen.",
}


@dataclass(frozen=True)
class Since:
    """`version` is the one to compare with; None when there is none."""

    key: str
    version: EntryVersion | None = None

    @property
    def label(self):
        return LABELS[self.key]

    @property
    def nothing(self):
        return NOTHING[self.key]


def choices(versions, current) -> list[Since]:
    """All three, for somebody who may see these versions, the first one first."""
    earlier = [version for version in versions if version.pk < current.pk]
    adopted = [v for v in earlier if v.state == EntryState.ADOPTED]
    found = {ADOPTED: adopted, SUBMITTED: earlier, MINE: _looked_at(earlier)}
    return [
        Since(key, versions[-1] if versions else None)
        for key, versions in found.items()
    ]


def _looked_at(versions):
    """What somebody said to have read, or else what they opened."""
    return [v for v in versions if v.read_at] or [v for v in versions if v.opened_at]
