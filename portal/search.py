"""Search over everything that is public: a question in, an answer out."""

from django.db import transaction

from portal.search_index import number_key
from search import find
from search.analysis import key
from search.glossary import Glossary
from search.query import read
from sources.numbers import read_number


@transaction.atomic
def ask(text, kind="", page=1):
    """The answer to any text. Raises search.find.TookTooLong."""
    find.limit_time()
    question = read(text, Glossary.read())
    return find.answer(question, exact_keys(question), kind, page)


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
