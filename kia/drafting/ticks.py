"""Lists of ticks, and the one main mission or technology: links of a version."""

from dataclasses import replace

from django import forms
from django.db.models import Q

from keytech.models import KeyTechnology
from kia.drafting.cells import Cell
from kia.drafting.columns import CLASS
from kia.models import (
    EntryMission,
    EntryRegion,
    EntryTarget,
    EntryTechnology,
    EntryTopsector,
)
from missions.models import Mission, Target
from organisations.models import Organisation
from sources.pages import in_force

NOT_CHOSEN = ("", "nog niet gekozen")


class Ticks:
    """Each option is a cell: two people who tick different ones never collide."""

    can_be_refused = True

    def __init__(self, version, field, options, *, label, data=None):
        """`options` are of kinds of link: (kind, [(key, label, note)])."""
        self.version, self.field, self.label, self.data = version, field, label, data
        self.options = [
            Option(self, link, key, words, note)
            for link, choices in options
            for key, words, note in choices
        ]

    @property
    def names(self):
        return {option.name for option in self.options}

    def held(self):
        return {option.name: option.cell(option.is_chosen) for option in self.options}

    def wanted(self):
        return {o.name: o.cell(o.name in self.data) for o in self.options}

    def write(self, pairs):
        options = {option.name: option for option in self.options}
        for _, wanted in pairs:
            option = options[wanted.name]
            if wanted.value:
                option.link.add(self.version, option.key)
            else:
                option.link.remove(self.version, option.key)

    def errors(self):
        return {}


class Option:
    def __init__(self, ticks, link, key, words, note):
        self.ticks, self.link, self.key, self.words, self.note = (
            ticks,
            link,
            key,
            words,
            note,
        )
        self.name = f"{ticks.field}-{link.name}-{key}"
        self.is_chosen = key in link.chosen(ticks.version)

    @property
    def is_ticked(self):
        """As typed, or else as saved."""
        data = self.ticks.data
        return self.is_chosen if data is None else self.name in data

    def cell(self, value):
        text = self.words if value else ""
        field, label = self.ticks.field, self.ticks.label
        return Cell(self.name, field, self.name, label, value, text)


class Link:
    """A kind of row that is there or not: `column` says what it points to."""

    def __init__(self, name, model, column, rows, **always):
        self.name, self.model, self.column = name, model, column
        self.rows, self.always = rows, always

    def chosen(self, version):
        attname = self.model._meta.get_field(self.column).attname
        return {
            getattr(row, attname)
            for row in getattr(version, self.rows).all()
            if all(getattr(row, name) == value for name, value in self.always.items())
        }

    def add(self, version, key):
        attname = self.model._meta.get_field(self.column).attname
        defaults = dict(self.always)
        if self.model is EntryMission:
            defaults["revision"] = Mission.objects.values_list(
                "revision", flat=True
            ).get(pk=key)
        self.model.objects.update_or_create(
            version=version, **{attname: key}, defaults=defaults
        )

    def remove(self, version, key):
        attname = self.model._meta.get_field(self.column).attname
        self.model.objects.filter(version=version, **{attname: key}).delete()


TOPSECTOR = Link("topsector", EntryTopsector, "topsector", "topsector_rows")
REGION = Link("regio", EntryRegion, "region", "region_rows")
SUB = Link("subdoel", EntryMission, "mission", "mission_rows", part="sub")
TARGET = Link("doel", EntryTarget, "target", "target_rows")


def topsectors(version, label, data):
    found = Organisation.objects.topsectors().exclude(pk=version.lead_id)
    options = [(t.pk, str(t), "") for t in found if not t.is_practice]
    return Ticks(version, "topsectors", [(TOPSECTOR, options)], label=label, data=data)


def regions(version, label, data):
    options = [(key, words, "") for key, words in EntryRegion.Region.choices]
    return Ticks(version, "region", [(REGION, options)], label=label, data=data)


def sub_missions(version, label, data):
    """The missions below the main one, and the targets of it and of those."""
    main = next(
        (r.mission for r in version.mission_rows.all() if r.part == "main"), None
    )
    if main is None:
        return Ticks(version, "sub_missions", [], label=label, data=data)
    # What was chosen before stays, so that it can be taken away too.
    subs = [r.mission_id for r in version.mission_rows.all() if r.part == "sub"]
    chosen = [row.target_id for row in version.target_rows.all()]
    below = in_force(Mission.objects).filter(parent=main)
    children = list(
        Mission.objects.filter(
            Q(pk__in=below.values("pk")) | Q(pk__in=subs)
        ).select_related("same_as")
    )
    targets = Target.objects.filter(
        Q(pk__in=Target.objects.current(), mission__in=[main, *children])
        | Q(pk__in=chosen)
    ).select_related("mission")
    parts = [(m.pk, str(m), _same(m)) for m in children]
    goals = [(t.pk, f"{t.mission.code}: {t}", "") for t in targets]
    return Ticks(
        version, "sub_missions", [(SUB, parts), (TARGET, goals)], label=label, data=data
    )


def _same(mission):
    if not mission.same_as:
        return ""
    return f"Komt woordelijk ook voor als {mission.same_as.code}."


class Main:
    """The one mission or technology that carries the money."""

    can_be_refused = True

    def __init__(self, version, field, *, label, data=None):
        self.version, self.field, self.label, self.data = version, field, label, data
        self.is_mission = field == "main_mission"
        self.now, self.also_written = self._now(), []
        model = Mission if self.is_mission else KeyTechnology
        offered = Q(pk__in=in_force(model.objects).values("pk")) | Q(pk=self.now)
        records = model.objects.filter(offered)
        if self.is_mission:
            records = records.select_related("theme", "same_as")
        self.records = {record.pk: record for record in records}
        choices = [(pk, self._words(record)) for pk, record in self.records.items()]
        self.form_field = forms.TypedChoiceField(
            label=label,
            choices=[NOT_CHOSEN, *choices],
            coerce=int,
            required=False,
            empty_value=None,
            widget=forms.Select(attrs={"class": CLASS}),
            error_messages={"invalid_choice": "Kies iets uit de lijst."},
        )
        self.error = ""

    def _now(self):
        """The id of what is chosen, or None."""
        if self.is_mission:
            rows = self.version.mission_rows.all()
            return next((r.mission_id for r in rows if r.part == "main"), None)
        rows = self.version.technology_rows.all()
        return next((r.technology_id for r in rows if r.is_main), None)

    @property
    def chosen(self):
        return self.records.get(self.now)

    @property
    def same_as(self):
        return getattr(self.chosen, "same_as", None)

    @property
    def choices(self):
        typed = self.now if self.data is None else self.data.get(self.field, "")
        return [
            (key, words, str(key) == str(typed or ""))
            for key, words in self.form_field.choices
        ]

    def _words(self, record):
        return str(record)

    def _cell(self, key):
        record = self.records.get(key)
        text = self._words(record) if record else (str(key) if key else "")
        return Cell(self.field, self.field, "", self.label, key, text)

    @property
    def names(self):
        return {self.field}

    def held(self):
        return {self.field: self._cell(self.now)}

    def wanted(self):
        try:
            key = self.form_field.clean(self.data.get(self.field, ""))
        except forms.ValidationError as error:
            self.error = " ".join(error.messages)
            return {}
        return {self.field: self._cell(key)}

    def write(self, pairs):
        for _, wanted in pairs:
            (self._write_mission if self.is_mission else self._write_technology)(
                wanted.value
            )

    def _write_mission(self, key):
        """What stood below the mission before is of another mission now."""
        self.also_written = [(was, self._taken(was)) for was in self._below(key)]
        rows = EntryMission.objects.filter(version=self.version)
        rows.filter(part__in=["main", "sub"]).delete()
        EntryTarget.objects.filter(version=self.version).delete()
        rows.filter(mission=key).delete()
        if key is not None:
            EntryMission.objects.create(
                version=self.version,
                mission_id=key,
                part="main",
                revision=self.records[key].revision,
            )

    def _below(self, key):
        """What goes along with the mission before, as the history tells it."""
        for row in self.version.mission_rows.all():
            if row.part == "sub" or (row.part == "secondary" and row.mission_id == key):
                yield self._linked(row, str(row.mission))
        for row in self.version.target_rows.all():
            yield self._linked(row, str(row.target))

    def _linked(self, row, text):
        name = f"{self.field}-{row.lineage}"
        return Cell(name, "sub_missions", name, "Subdoelen en doelen", None, text)

    def _taken(self, cell):
        return replace(cell, text="")

    def _write_technology(self, key):
        rows = EntryTechnology.objects.filter(version=self.version)
        rows.filter(is_main=True).update(is_main=False)
        if key is not None:
            EntryTechnology.objects.update_or_create(
                version=self.version,
                technology_id=key,
                defaults={"is_main": True, "role": EntryTechnology.Role.DEVELOPS},
            )

    def errors(self):
        return {self.field: [self.error]} if self.error else {}
