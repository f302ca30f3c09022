"""Search over everything that is public: a question in, an answer out."""

from contextlib import contextmanager
from dataclasses import replace

from django.db import OperationalError, transaction
from psycopg.errors import QueryCanceled

from portal.search_codes import Codes
from portal.search_index import SOURCES, SUGGESTED_KINDS
from portal.search_texts import number_key
from search import find, index
from search.analysis import key
from search.glossary import Glossary
from search.query import read
from sources.numbers import read_number


class TookTooLong(Exception):
    """The database stopped this search: it would have kept others waiting."""


def ask(text, kind="", page=1):
    """The answer to any text: five hits of each kind, or a page of one kind."""
    is_complete = bring_up_to_date()
    with in_time():
        question = read(text, Glossary.read())
        known, unknown = Codes.read().within(question.text)
        keys = [*exact_keys(question), *known]
        found = find.answer(question, keys, known, kind, page)
    # The pieces of the number of a paper are no words.
    absent = [] if read_number(question.text) else found.absent
    return replace(found, unknown_codes=unknown, is_complete=is_complete, absent=absent)


def suggest(text):
    """The records whose name somebody may be typing."""
    bring_up_to_date()
    with in_time():
        glossary = Glossary.read()
        keys = exact_keys(read(text, glossary))
        return find.suggestions(text, glossary, keys, SUGGESTED_KINDS)


def bring_up_to_date() -> bool:
    """Index what changed since the last search; whether that was all of it.

    A GET that writes, but only what follows from the records: nobody can tell.
    """
    return not index.is_behind() or index.refresh(SOURCES) < index.MOST_AT_ONCE


@contextmanager
def in_time():
    try:
        with transaction.atomic():
            find.limit_time()
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong from error
        raise


def exact_keys(question):
    """The whole question as a name, a code or a number that a record may have."""
    keys = {key(question.text)} - {""}
    if len(question.concepts) == 1:
        keys.update(map(key, question.concepts[0].synonyms))
    if wanted := read_number(question.text):
        keys.update(
            key(number_key(dossier, wanted.suffix, wanted.number))
            for dossier in wanted.dossiers
        )
    return sorted(keys)
