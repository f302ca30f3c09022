"""Remarks at an entry: the threads that somebody reads beside its text."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from kia.models import LENGTHS, Remark, RemarkMention, RemarkThread
from kia.prose import BULLET, plain
from kia.review.difference_content import rows_of

Turn = Remark.Turn


@dataclass(frozen=True)
class Said:
    """One turn of a thread, as this person reads it."""

    remark: Remark
    is_own: bool

    @property
    def text(self):
        """Withdrawn words are still read by who wrote them."""
        return "" if self.remark.withdrawn_at and not self.is_own else self.remark.text

    @property
    def may_withdraw(self):
        can = self.remark.text and not self.remark.withdrawn_at
        return self.is_own and bool(can)

    @property
    def mentions(self):
        return [mention.person for mention in self.remark.mentions.all()]


@dataclass(frozen=True)
class Talk:
    """A thread with its turns; `stands` says whether its words still stand there."""

    thread: RemarkThread
    said: list
    stands: bool
    row: str = ""

    @property
    def last_turn(self):
        """The turn that closed or opened it last, or None."""
        turns = [said.remark for said in self.said if said.remark.turn]
        return turns[-1] if turns else None

    @property
    def is_withdrawn(self):
        """Nothing is left of it to deal with."""
        return all(said.remark.withdrawn_at for said in self.said)

    @property
    def is_resolved(self):
        return bool(self.last_turn) and self.last_turn.turn == Turn.RESOLVED

    @property
    def is_open(self):
        return not (self.is_resolved or self.is_withdrawn)


def talks_at(held, versions, user) -> dict:
    """{name of a field: its threads}, begun on this version or an earlier one.

    They follow the field and the row, whatever version they were begun on.
    """
    version = held.entry_version
    numbers = {v.pk: v for v in versions if v.pk <= version.pk}
    mentions = Prefetch("mentions", RemarkMention.objects.select_related("person"))
    remarks = (
        Remark.objects.filter(thread__in=RemarkThread.objects.visible_to(user))
        .filter(thread__version__in=numbers)
        .select_related("thread", "by")
        .prefetch_related(mentions)
        .order_by("thread", "pk")
    )
    found = defaultdict(list)
    for remark in remarks:
        found[remark.thread_id].append(Said(remark, remark.by_id == user.pk))
    return _by_field(found.values(), numbers, held)


def _by_field(threads, versions, held):
    found = defaultdict(list)
    for said in threads:
        thread = said[0].remark.thread
        thread.version = versions[thread.version_id]
        row = _row(thread, held)
        stands = bool(row) if thread.lineage else stands_in(thread, held.entry_version)
        found[thread.field].append(Talk(thread, said, stands, row))
    return found


def _row(thread, held):
    """What the row of this thread says now; empty when it is gone."""
    rows = rows_of(thread.field, held) if thread.lineage else []
    return next((str(row) for row in rows if row.lineage == thread.lineage), "")


def stands_in(thread, version):
    """Whether the passage still stands there, to the letter."""
    return flat(thread.quote) in text_of(version, thread.field)


def text_of(version, field):
    """The words of a field in one line, as somebody copies them from the page; empty
    for one that holds no text."""
    if field not in LENGTHS:
        return ""
    return flat(plain(getattr(version, field, "") or ""))


def flat(text):
    return " ".join(text.replace(BULLET, "").split())
