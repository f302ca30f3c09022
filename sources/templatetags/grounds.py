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
# These kinds of record have no value or year: what is chosen is their kind.
HAVE_A_KIND = {"organisation", "keytechnology", "instrument"}


@register.filter
def supported(ground):
    """Shorter and plainer than in the admin, where an editor chooses one."""
    of = ground._meta.model_name.removesuffix("ground")
    if ground.supports == Supports.VALUE and of in HAVE_A_KIND:
        return "de soort"
    return PLAIN.get(ground.supports) or ground.get_supports_display()
