"""Take rows back in: compare them with the register, and write what differs.

All errors of all rows are gathered; the caller decides what happens to what was
written (see `trial` and `apply`). Rows that the file does not have stay as they are.
"""

from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction

from exchange.columns import CellError
from exchange.kinds import UNREAD, Look
from exchange.ordering import in_order
from exchange.outcome import Change, Outcome, Problem
from exchange.reading import FORMULA, Formula
from instance.admin_refusals import check_now, sentence

UNKNOWN_KIND = "De soort «{code}» kent het register niet."
MISSING = "Deze kolom ontbreekt."
UNKNOWN = "Deze kolom hoort hier niet."
TWICE = "Deze kolom staat er twee keer."
TOO_WIDE = "Deze regel heeft meer cellen dan er kolommen zijn."
SAME_ROW = "Deze regel staat er twee keer; ook op regel {row}."
CIRCLE = "Deze regel verwijst in een kring naar andere nieuwe regels."
NO_SLUG = "Vul hier een slug in."
NO_GROUND = "Een gepubliceerd gegeven heeft een grond nodig."
EMPTY = "leeg"


def trial(tables, kinds) -> Outcome:
    """What taking in these tables would do. Writes nothing."""
    with transaction.atomic():
        outcome = _take_in(tables, kinds)
        transaction.set_rollback(True)
    return outcome


def apply(tables, kinds, digest) -> Outcome:
    """Take in the tables, all or nothing: only when it does what the trial showed."""
    with transaction.atomic():
        outcome = _take_in(tables, kinds)
        if outcome.problems or outcome.digest != digest:
            transaction.set_rollback(True)
    return outcome


def _take_in(tables, kinds):
    outcome, look = Outcome(), Look(public=False)
    order = {kind.code: number for number, kind in enumerate(kinds)}
    known = [table for table in tables if table.code in order]
    for table in tables:
        if table.code not in order and table.code != "velden":
            words = UNKNOWN_KIND.format(code=table.code[:80])
            outcome.problems.append(Problem(table.code, words))
    intakes = []
    for table in sorted(known, key=lambda table: order[table.code]):
        intakes.append(Intake(kinds[order[table.code]], table, look, outcome))
        intakes[-1].run()
    for intake in intakes:
        intake.check_grounds()
        intake.remark()
    if not outcome.problems:
        _check_the_rest(outcome)
    return outcome


def _check_the_rest(outcome):
    """The rules that the database keeps for the end of a transaction."""
    try:
        with transaction.atomic():
            check_now()
    except DatabaseError as error:
        outcome.problems.append(Problem("", str(error.__cause__.diag.message_primary)))


class Intake:
    """The rows of one kind on their way into the register."""

    def __init__(self, kind, table, look, outcome):
        self.kind, self.table, self.look, self.outcome = kind, table, look, outcome
        self.columns = kind.own_columns
        self.saved = {}

    def run(self):
        places = self._match_head()
        if places is None:
            return
        self.present = {}
        for record in self._records():
            values = self.kind.own_values(record, self.look)
            self.present[self._key(values)] = (record, values)
        self._save_all(list(self._differing(places)))

    def check_grounds(self):
        if not (self.saved and hasattr(self.kind.model, "grounds")):
            return
        found = self.kind.model.objects.public().filter(pk__in=self.saved)
        for pk in found.filter(grounds=None).values_list("pk", flat=True):
            self._problem(NO_GROUND, self.saved[pk])

    def remark(self):
        said = self.kind.remarked(self.saved.keys()) if self.saved else {}
        for pk, number in self.saved.items():
            for words in said.get(pk, ()):
                self.outcome.remarks.append(Problem(self.kind.code, words, number))

    def _problem(self, words, row=None, column=""):
        self.outcome.problems.append(Problem(self.kind.code, words, row, column))

    def _match_head(self):
        """The place in a row of each of our columns, or None when one is missing."""
        names = {}
        for column in self.kind.columns:
            names |= {column.label.lower(): column.name, column.name: column.name}
        found = {}
        for place, heading in enumerate(self.table.head):
            name = names.get(heading.lower())
            if name is None and heading:
                self._problem(UNKNOWN, 1, heading[:80])
            elif name in found:
                self._problem(TWICE, 1, heading[:80])
            elif name:
                found[name] = place
        missing = [column for column in self.columns if column.name not in found]
        for column in missing:
            self._problem(MISSING, 1, column.label)
        if missing:
            return None
        return [found[column.name] for column in self.columns]

    def _records(self):
        related = {name for part in self.kind.parts for name in part.related}
        found = self.kind.all()
        return found.select_related(*related) if related else found

    def _key(self, values):
        named = zip(self.columns, values, strict=True)
        return tuple(value for column, value in named if column.name in self.kind.key)

    def _differing(self, places):
        """(row number, values, the record or None) of each row that is not equal."""
        seen = {}
        for number, cells in self.table.rows:
            values = self.kind.settled(self._read(number, cells, places))
            key = self._key(values)
            if key in seen:
                self._problem(SAME_ROW.format(row=seen[key]), number)
                continue
            if UNREAD not in key:
                seen[key] = number
            record, before = self.present.get(key, (None, None))
            if values == before:
                self.outcome.unchanged += 1
            else:
                yield number, values, record

    def _read(self, number, cells, places):
        """The values of a row, with UNREAD for each that has an error."""
        if any(cell not in (None, "") for cell in cells[len(self.table.head) :]):
            self._problem(TOO_WIDE, number)
        values = []
        for column, place in zip(self.columns, places, strict=True):
            cell = cells[place] if place < len(cells) else None
            try:
                if isinstance(cell, Formula):
                    raise CellError(FORMULA)
                values.append(column.read(cell))
            except CellError as error:
                self._problem(str(error), number, column.label)
                values.append(UNREAD)
        return values

    def _save_all(self, waiting):
        """New rows that others point to go first."""
        places = {
            values[0]: place
            for place, (_, values, record) in enumerate(waiting)
            if record is None
        }
        needs = [
            [places[slug] for slug in self._own_references(row) if slug in places]
            for row in waiting
        ]
        ordered, circle = in_order(needs)
        for place in circle:
            self._problem(CIRCLE, waiting[place][0])
        for place in ordered:
            self._save(*waiting[place])

    def _own_references(self, row):
        """The slugs of rows of this same kind that the row points to, but itself."""
        _, values, _ = row
        found = {
            values[self.columns.index(part.columns[0])]
            for part in self.kind.parts
            if getattr(part, "model", None) is self.kind.model
        }
        return found - {values[0], "", UNREAD}

    def _save(self, number, values, record):
        is_new = record is None
        before = None if is_new else self.present[self._key(values)][1]
        record = record or self.kind.new()
        written, wrong = self._fill(record, values, before, number)
        written += self.kind.completed(record)
        wrong |= self._unclean(record, number, wrong)
        if wrong:
            # It is not saved; the rules about its other fields are told all the same.
            self._check_rules(record, number, wrong)
            return
        try:
            with transaction.atomic():
                record.save(
                    force_insert=is_new, update_fields=None if is_new else written
                )
        except DatabaseError as error:
            self._refused(error, record, number)
            return
        self.saved[record.pk] = number
        if is_new and hasattr(record, "slug"):
            self.look.slugs(self.kind.model)[record.slug] = record.pk
        self._note(number, values, before, is_new)

    def _fill(self, record, values, before, number):
        """Set what differs; the names of those fields, and of those with an error."""
        written, wrong, start = [], set(), 0
        for part in self.kind.parts:
            end = start + len(part.columns)
            own, was = values[start:end], before and before[start:end]
            start = end
            if own == was:
                continue
            try:
                if UNREAD in own:
                    wrong.add(part.name)
                    continue
                name, value = part.attribute(own, self.look)
                if value is None and name != part.name and not self._may_be_empty(part):
                    raise CellError(NO_SLUG)
                setattr(record, name, value)
                written.append(part.name)
            except CellError as error:
                at = part.columns[1 if len(part.columns) > 1 else 0]
                self._problem(str(error), number, at.label)
                wrong.add(part.name)
        return written, wrong

    def _may_be_empty(self, part):
        return self.kind.model._meta.get_field(part.name).null

    def _unclean(self, record, number, wrong):
        """The names of the fields with a value that they cannot have."""
        fields = self.kind.model._meta.concrete_fields
        # That what is pointed to exists has just been looked up.
        pointing = {f.name for f in fields if f.is_relation or f.generated}
        try:
            record.clean_fields(exclude=pointing | wrong)
        except ValidationError as error:
            self._note_errors(error, number)
            return set(error.message_dict)
        return set()

    def _check_rules(self, record, number, wrong=frozenset()):
        """Note every rule that the row breaks and that needs no field with an error."""
        for check in (record.validate_unique, record.validate_constraints):
            try:
                check(exclude=set(wrong))
            except ValidationError as found:
                self._note_errors(found, number)

    def _refused(self, error, record, number):
        """All rules that the row breaks; the database itself names only the first."""
        said = len(self.outcome.problems)
        self._check_rules(record, number)
        if len(self.outcome.problems) == said:
            self._problem(sentence(error, self.kind.model), number)

    def _note_errors(self, error, number):
        labels = {part.name: part.columns[0].label for part in self.kind.parts}
        for name, sentences in error.message_dict.items():
            column = "" if name == NON_FIELD_ERRORS else labels.get(name, name)
            for words in sentences:
                self._problem(words, number, column)

    def _note(self, number, values, before, is_new):
        fields = tuple(
            (column.label, _words(column, was), _words(column, value))
            for column, value, was in zip(
                self.columns, values, before or [None] * len(values), strict=True
            )
            if value != was and not (is_new and value in (None, ""))
        )
        named = zip(self.columns, values, strict=True)
        key = [
            _words(column, value)
            for column, value in named
            if column.name in self.kind.key and value not in (None, "")
        ]
        name = " · ".join(key)[:200]
        self.outcome.changes.append(
            Change(self.kind.code, number, name, is_new, fields)
        )


def _words(column, value):
    shown = "" if value is None else column.shown(value)
    if isinstance(shown, Decimal):
        return f"{shown:f}".replace(".", ",")
    return EMPTY if shown in (None, "") else str(shown)
