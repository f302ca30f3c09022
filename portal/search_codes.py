"""The codes of the register, such as LWV-3, inside a question."""

import re
from dataclasses import dataclass

from search.analysis import key
from search.models import Entry

WRITTEN = re.compile(
    r"(?<![^\W_])([a-z]{1,3})([- \u2010\u2011]?)(\d+(?:\.\d+)*|c)(?![^\W_])", re.I
)
# The kinds that carry a code of their own; a target shows that of its mission.
OWNERS = ("missie", "subdoel", "regel")


@dataclass(frozen=True)
class Codes:
    """Every code by its letters and figures alone: lwv3 is LWV-3."""

    known: dict[str, str]

    @classmethod
    def read(cls):
        owners = Entry.objects.filter(kind__in=OWNERS).order_by("order", "id")
        codes = owners.values_list("shown__code", flat=True)
        return cls({code.replace("-", "").lower(): code for code in codes if code})

    def within(self, text: str) -> tuple[list[str], list[str]]:
        """The keys of the codes in a question, and what is written as one but is none."""
        found, unknown = [], []
        letters_of = {re.sub(r"[\d.]+$|c$", "", plain) for plain in self.known}
        for letters, joint, rest in WRITTEN.findall(text):
            plain = (letters + rest).lower()
            if plain in self.known:
                found.append(key(self.known[plain]))
            elif letters.lower() in letters_of and joint.strip() and rest[0].isdigit():
                unknown.append(f"{letters}-{rest}".upper())
        return list(dict.fromkeys(found)), list(dict.fromkeys(unknown))
