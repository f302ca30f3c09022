"""What a visitor chose to see of the matrix. The address holds all of it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from missions.matrix.columns import CHOICES as COLUMNS

BASES = {"": "Alle koppelingen", "brief": "Alleen uit de brief"}
GAPS = {
    "": "Alle vakjes",
    "missies": "Missies zonder koppeling",
    "kolommen": "Kolommen zonder missie",
}
FILTERS = {
    "kolommen": ("Kolommen", {key: words for key, (words, _) in COLUMNS.items()}),
    "grondslag": ("Grondslag", BASES),
    "gaten": ("Gaten", GAPS),
}
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Choice:
    """`notes` say which parts of the address mean nothing here."""

    kolommen: str = ""
    grondslag: str = ""
    gaten: str = ""
    thema: str = ""
    pagina: int = 1
    notes: tuple = ()

    def address(self, **changes):
        """The page with this choice, changed so; a change goes to the first page."""
        changed = replace(self, **{"pagina": 1} | changes)
        asked = {name: getattr(changed, name) for name in (*FILTERS, "thema")}
        asked["pagina"] = changed.pagina if changed.pagina > 1 else ""
        query = urlencode({name: value for name, value in asked.items() if value})
        return reverse("matrix") + (f"?{query}" if query else "")

    @property
    def words(self):
        """The choice in words, for the name of a file."""
        values = [(name, getattr(self, name)) for name in FILTERS]
        chosen = [FILTERS[name][1][value] for name, value in values if value]
        return " ".join(filter(None, [*chosen, self.thema]))


def read_choice(asked, themes) -> Choice:
    """`asked` is request.GET; `themes` are the slugs that exist."""
    known = {name: options for name, (_, options) in FILTERS.items()}
    known["thema"] = {"", *themes}
    found, notes = {}, []
    for name, options in known.items():
        values = [value for value in asked.getlist(name) if value]
        good = [value for value in values if value in options]
        found[name] = good[0] if good else ""
        wrong = [v for v in values if v not in options] or good[1:]
        notes += [note(name, value) for value in dict.fromkeys(wrong)][:1]
    page = asked.get("pagina", "")
    if page and not is_page(page):
        notes.append(note("pagina", page))
        page = ""
    return Choice(**found, pagina=int(page or 1), notes=tuple(notes))


def is_page(text):
    return text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0


def note(name, value):
    shown = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
    return f"«{shown}» kan niet bij «{name}»."


def segments(choice, themes):
    """Per filter its name and its options, as (words, address, whether chosen)."""
    themes = {"": "Alle thema’s"} | {theme.slug: theme.code for theme in themes}
    filters = FILTERS | {"thema": ("Thema", themes)}
    return [
        (
            words,
            [
                (label, choice.address(**{name: value}), getattr(choice, name) == value)
                for value, label in options.items()
            ],
        )
        for name, (words, options) in filters.items()
    ]
