from django import template

register = template.Library()


@register.filter
def places(grounds):
    """Where the grounds of a record stand: one passage per page, in page order."""
    passages = [ground.passage for ground in grounds if ground.passage]
    passages.sort(key=lambda passage: (passage.text_id, passage.start))
    first_on = {}
    for passage in passages:
        first_on.setdefault((passage.text_id, passage.page), passage)
    return list(first_on.values())
