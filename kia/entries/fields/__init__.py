"""The fields of an entry (bijdrage): one table, from which every form is made.

`need` and `applies` say when a field must be filled before submitting;
kia/entries/rules.py says what filled means. The ground of a field is a rule of the
letter by its code, or words of the letter with the lines on which they stand in
fixtures/letter; where the letter asks nothing, it is practice, with a reason.
"""

from kia.entries.fields import tabs_1_to_4, tabs_5_to_8
from kia.entries.fields.field import Need

TABS = {
    1: "Wat en waar",
    2: "Missie en opgave",
    3: "Technologie en mens",
    4: "Aanpak en planning",
    5: "Partijen",
    6: "Resultaat en markt",
    7: "Begroting",
    8: "Meten en samenhang",
}
FIELDS = tabs_1_to_4.FIELDS + tabs_5_to_8.FIELDS
BY_NAME = {field.name: field for field in FIELDS}


def needed(version):
    """The fields that must be filled before this version can be submitted."""
    return [
        field
        for field in FIELDS
        if field.need == Need.REQUIRED
        or field.need == Need.CONDITIONAL
        and field.applies(version)
    ]
