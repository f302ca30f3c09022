"""What stands beside each field of a page: its threads, and a form for another."""

from dataclasses import dataclass, field
from functools import cached_property

from kia.permissions import may
from kia.review.difference_content import rows_of
from kia.review.remarks import talks_at
from kia.review.remarks_people import names


@dataclass(frozen=True)
class Beside:
    """At one field; `form` is what somebody wrote here with something wrong in it."""

    name: str
    label: str
    talks: list
    has_text: bool = False
    rows: list = field(default_factory=list)
    may_begin: bool = False
    form: object = None


@dataclass(frozen=True)
class Besides:
    user: object
    versions: list
    held: object
    failed: object = None

    @property
    def version(self):
        return self.held.entry_version

    @cached_property
    def may_answer(self):
        return may("comment", self.user, self.version)

    @property
    def may_begin(self):
        """A remark is about what was submitted."""
        return self.may_answer and not self.version.is_open

    @cached_property
    def talks(self):
        return talks_at(self.held, self.versions, self.user)

    @property
    def counts(self):
        """How many threads are open, and how many are dealt with."""
        every = [talk for talks in self.talks.values() for talk in talks]
        is_open = sum(talk.is_open for talk in every)
        return is_open, len(every) - is_open

    @cached_property
    def people(self):
        """The names that one can mention, if one may say something at all."""
        submitted = [v for v in self.versions if not v.is_open]
        return list(names(submitted[-1], self.user)) if self._may_mention else []

    @property
    def _may_mention(self):
        return self.may_begin or (self.may_answer and bool(self.talks))

    def at(self, part) -> Beside:
        name = part.field.name
        return Beside(
            name=name,
            label=part.label,
            talks=self.talks.get(name, []),
            has_text=bool(part.text),
            rows=[(row.lineage, str(row)) for row in rows_of(name, self.held)],
            may_begin=self.may_begin,
            form=self.failed if self._failed_at(name) else None,
        )

    def _failed_at(self, name):
        begun = self.failed is not None and hasattr(self.failed, "held")
        return begun and self.failed.about == name
