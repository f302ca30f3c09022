"""What may be wrong with a row of the contract: said, not refused.

What is refused stands in the constraints of the table.
"""

import re
import unicodedata
from collections import defaultdict

from django.db.models import Q

from kia.models import EntryVersion, PartyKind

LOOKS_LIKE = (
    "Lijkt op de regel van «{party}»: zelfde agenda en vorm. Telt dit bedrag dubbel?"
)
OTHER_SOURCE = (
    "De bijdrage begroot in {year} geen geld van deze soort partij. Begroot is: "
    "{kinds}."
)
NO_BUDGET = "De bijdrage begroot in {year} geen geld."
OVERRIDDEN = "Telt als {word}, anders dan uit de soort partij volgt."


def warnings(rows, user):
    """{row: its sentences} for those of the rows that have any; one query.

    The rows are what `user` may see; of entries it tells no more than they may see.
    """
    found = defaultdict(list)
    for row, other in look_alikes(rows):
        found[row].append(LOOKS_LIKE.format(party=other.party))
    for row, sentence in other_sources(rows, user):
        found[row].append(sentence)
    for row in rows:
        if row.is_private != row.kind_is_private:
            word = "privaat" if row.is_private else "publiek"
            found[row].append(OVERRIDDEN.format(word=word))
    return dict(found)


def plain_name(party):
    """Without capitals, accents, signs and words such as B.V."""
    text = unicodedata.normalize("NFKD", party.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b([bn])\.? ?v\b", "", text)
    return re.sub(r"[\W_]+", "", text)


def look_alikes(rows):
    """(row, the one before it) that differ in how the party is written, no more."""
    first = {}
    for row in rows:
        if row.corrects_id:
            continue
        key = (plain_name(row.party), row.year_id, row.agenda_id, row.form)
        if key in first:
            yield row, first[key]
        first.setdefault(key, row)


def other_sources(rows, user):
    """(row, sentence) when an entry has no budget from that kind of party."""
    linked = [row for row in rows if row.entry_id]
    budgets = _budgets({row.entry_id for row in linked}, user) if linked else {}
    for row in linked:
        if row.entry_id not in budgets:
            continue
        kinds = budgets[row.entry_id][row.year.year]
        if row.party_kind not in kinds:
            words = sorted(PartyKind(kind).label for kind in kinds)
            sentence = OTHER_SOURCE if words else NO_BUDGET
            yield row, sentence.format(year=row.year.year, kinds=", ".join(words))


def _budgets(entries, user):
    """{entry: {year: kinds of party}} in what is in force or in work.

    An entry of which this person sees neither is not in it.
    """
    versions = EntryVersion.objects.visible_to(user).filter(entry__in=entries)
    in_force, current = versions.in_force(), versions.current()
    shown = Q(pk__in=in_force.values("pk")) | Q(pk__in=current.values("pk"))
    names = ("entry", "budget_rows__year", "budget_rows__source__party_kind")
    found = defaultdict(lambda: defaultdict(set))
    lines = EntryVersion.objects.filter(shown).order_by()
    for entry, year, kind in lines.values_list(*names).distinct():
        # A version without a budget has one line here, with nothing in it.
        found[entry][year].add(kind)
    return found
