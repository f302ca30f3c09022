"""The floors of the house: imports and foreign keys only point down.

A module may use its own room and the rooms on lower floors. On the ground floor
the rooms lean on each other in one direction too, as FLOORS lists them.
"""

import ast
from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

# From the ground up; a room may use every room that stands before it, but for
# the pairs that stand side by side.
FLOORS = ["instance", "charts", "dossiers", "facets", "search", "accounts", "exchange"]
FLOORS += ["sources", "organisations", "keytech", "themes", "missions", "policy"]
FLOORS += ["kia", "portal"]
SIDE_BY_SIDE = [
    {"instance", "charts"},
    {"instance", "facets"},
    {"charts", "facets"},
    {"charts", "search"},
    {"charts", "accounts"},
    {"charts", "exchange"},
    {"charts", "sources"},
    {"facets", "accounts"},
    {"search", "accounts"},
    {"search", "exchange"},
    {"facets", "exchange"},
    {"sources", "accounts"},
]


def allowed(room):
    below = FLOORS[: FLOORS.index(room) + 1]
    return {other for other in below if {room, other} not in SIDE_BY_SIDE}


def modules():
    for room in FLOORS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.parts):
                yield room, path


def imported_rooms(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: een import met een punt"
            names = [node.module]
        yield from (name.split(".")[0] for name in names)


def test_a_module_imports_only_from_its_own_floor_and_below():
    wrong = [
        f"{path.relative_to(settings.BASE_DIR)} gebruikt {other}"
        for room, path in modules()
        for other in imported_rooms(path)
        if other in FLOORS and other not in allowed(room)
    ]

    assert wrong == []


def test_a_foreign_key_points_to_its_own_floor_or_below():
    models = chain.from_iterable(apps.get_app_config(r).get_models() for r in FLOORS)
    wrong = [
        f"{model._meta.label}.{field.name} wijst naar {field.related_model}"
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in FLOORS
        and field.related_model._meta.app_label not in allowed(model._meta.app_label)
    ]

    assert wrong == []


def test_there_is_no_room_outside_the_plan():
    rooms = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")}

    assert rooms == set(FLOORS)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
