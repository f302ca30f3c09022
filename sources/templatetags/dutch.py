from django import template

register = template.Library()

WORDS = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf".split()


@register.filter
def in_words(number):
    """A number up to twelve in words, as running text has it; else in figures."""
    return WORDS[number] if 0 <= number < len(WORDS) else str(number)
