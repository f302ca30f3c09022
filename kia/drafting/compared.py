"""What a version holds in its fields: nothing yet, or something else than before."""

from kia.entries.fields import FIELDS

# Of the missions of a version, each of these fields shows some.
PARTS = {
    "main_mission": "main",
    "sub_missions": "sub",
    "secondary_missions": "secondary",
}
# What is no content of a row; `revision` is of the mission, see kia/drafting/pins.py.
BESIDE = {"id", "version_id", "revision"}


def empty_tabs(version) -> set:
    """The numbers of the tabs in which nothing was filled in."""
    filled = {f.tab for f in FIELDS if any(_held(version, f))}
    return {field.tab for field in FIELDS} - filled


def changed_fields(version) -> set:
    """The names of the fields that differ from the version that this one follows."""
    before = version.follows
    if before is None:
        return set()
    # Each version stands in an agenda version of its own.
    fields = (field for field in FIELDS if field.name != "agenda")
    return {f.name for f in fields if _held(before, f) != _held(version, f)}


def _held(version, field):
    """What stands in each place of a field; empty, or a list, where it holds rows."""
    return [_at(version, field, place) for place in field.places]


def _at(version, field, place):
    if not place.endswith("_rows"):
        return getattr(version, version._meta.get_field(place).attname)
    rows = getattr(version, place).all()
    if place == "mission_rows" and field.name in PARTS:
        rows = (row for row in rows if row.part == PARTS[field.name])
    if field.name == "main_technology":
        rows = (row for row in rows if row.is_main)
    return [_content(row) for row in rows]


def _content(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in BESIDE
    }
