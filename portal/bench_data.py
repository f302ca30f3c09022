"""The data of `make bench`: a database of its own, dropped again afterwards."""

from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

LINKS = ("MissionOrganisation", "MissionTechnology", "MissionDocument")


@contextmanager
def own_database(*, with_entries=False):
    """The register as it is loaded at the first start, in a database for now."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    _outside(drop, f"CREATE DATABASE {name}")
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_fixtures", only_if_empty=True)
        call_command("index_search", verbosity=0)
        if with_entries:
            call_command("make_practice_people")
            call_command("make_practice_agendas")
        yield
    finally:
        connection.close()
        _outside(drop)


def _outside(*statements):
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@transaction.atomic
def multiply(times):
    """Make `times` as many missions, targets and links as there are, by copying."""
    # Parents first, so that a copy finds the copy of its parent.
    missions = sorted(
        _model("Mission").objects.all(), key=lambda mission: bool(mission.parent_id)
    )
    targets = list(_model("Target").objects.all())
    links = [list(_model(name).objects.all()) for name in LINKS]
    for number in range(1, times):
        copies = _copy_missions(missions, number)
        _copy_targets(targets, copies, number)
        for rows in links:
            _copy_links(rows, copies)
    call_command("index_search", verbosity=0)
    with connection.cursor() as cursor:
        # What the server does by itself after a while: count the rows again.
        cursor.execute("ANALYZE")


def _copy_missions(missions, number):
    """Copies, by the key of their original."""
    last = max(mission.order for mission in missions)
    copies = {}
    for mission in missions:
        copy = copies[mission.pk] = _copy(mission, number)
        copy.code = f"{mission.code}x{number}"
        copy.order += last * number
        copy.same_as = None
        copy.parent = copies.get(mission.parent_id)
        copy.save(force_insert=True)
    _copy_grounds("MissionGround", copies)
    return copies


def _copy_targets(targets, missions, number):
    copies = [_copy(target, number) for target in targets]
    for copy, target in zip(copies, targets, strict=True):
        copy.mission = missions[target.mission_id]
    _model("Target").objects.bulk_create(copies)
    originals = (target.pk for target in targets)
    _copy_grounds("TargetGround", dict(zip(originals, copies, strict=True)))


def _copy_links(links, missions):
    copies = []
    for link in links:
        copy = type(link)(**_fields(link))
        copy.mission = missions[link.mission_id]
        copies.append(copy)
    if copies:
        type(copies[0]).objects.bulk_create(copies)


def _copy(record, number):
    return type(record)(**_fields(record) | {"slug": f"{record.slug[:70]}-x{number}"})


def _fields(row):
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.fields}
    del fields["id"]
    return fields


def _copy_grounds(name, copies):
    """Give every copy the grounds of its original, whose key it stands under."""
    model = _model(name)
    grounds = list(model.objects.filter(record__in=copies))
    for ground in grounds:
        ground.pk, ground.record = None, copies[ground.record_id]
    model.objects.bulk_create(grounds)


def _model(name):
    return apps.get_model("missions", name)
