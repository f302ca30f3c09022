"""What a ground supports, in the words of the public pages."""

from django import template

from sources.models import Ground

register = template.Library()

Supports = Ground.Supports
PLAIN = {
    Supports.RECORD: "dit gegeven",
    Supports.PART: "waar dit bij hoort",
    Supports.ADOPTION: "wie dit vaststelde",
}


@register.filter
def supported(ground):
    """Shorter and plainer than in the admin, where an editor chooses one."""
    return PLAIN.get(ground.supports) or ground.get_supports_display()
