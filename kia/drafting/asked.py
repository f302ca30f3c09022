"""Why a field is asked: the sentence of the letter with its page, or the practice."""

from dataclasses import dataclass

from policy.models import Rule, RuleGround


@dataclass(frozen=True)
class Asked:
    """`page` is empty where the letter does not ask it."""

    words: str
    page: str = ""
    url: str = ""


def asked_of(fields):
    """What is asked, by the name of each field; in one query."""
    codes = {code for field in fields for code in field.rules}
    grounds = RuleGround.objects.filter(
        record__in=Rule.objects.public().filter(code__in=codes)
    ).select_related("record", "passage")
    by_code = {ground.record.code: ground for ground in reversed(grounds)}
    return {field.name: list(_asked(field, by_code)) for field in fields}


def _asked(field, by_code):
    for code in field.rules:
        if ground := by_code.get(code):
            rule = ground.record
            page = ground.passage.pages if ground.passage else ""
            yield Asked(rule.statement, page, rule.get_absolute_url())
    for quote in field.quotes:
        yield Asked(quote.words, str(quote.page))
    if field.practice:
        yield Asked(field.practice)
