"""Numbers of papers of parliament, in whatever form somebody writes them."""

import re
from dataclasses import dataclass

from django.db.models import Q

DOSSIER = r"(?<!\d)\d{2}[ .]?\d{3}(?!\d)"
# "32 637, nr. 343", "kst-33000-XIII-5", "33 009 en 32 637, nr. 63"; the number may
# be missing: then the whole dossier is meant.
WRITTEN = re.compile(
    rf"(?P<dossiers>{DOSSIER}(?:\s*(?:en|&|,|;)\s*{DOSSIER})*)"
    r"(?:[\s,/-]*\b(?P<suffix>[ivxlcdm]+|[a-h])\b(?=[\s,/-]+(?:nr|no|\d)))?"
    r"(?:[\s,/-]*(?:\(?(?:nr|no|nummer)\b\.?\s*)?(?P<number>\d{1,4})(?!\d))?"
)
DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u2009\u202f", " ")
)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: a paper, or every paper of a dossier."""

    dossiers: tuple
    suffix: str = ""
    number: str = ""

    @property
    def condition(self) -> Q:
        """For documents; one number must answer all of it at once."""
        asked = {"numbers__dossier__in": self.dossiers}
        if self.suffix:
            asked["numbers__suffix__iexact"] = self.suffix
        if self.number:
            asked["numbers__number"] = self.number
        return Q(**asked)

    def __str__(self):
        dossiers = " en ".join(f"{d[:2]}\u00a0{d[2:]}" for d in self.dossiers)
        suffix = self.suffix and f"-{self.suffix.upper()}"
        return dossiers + suffix + (self.number and f", nr.\u00a0{self.number}")


def read_number(written) -> Wanted | None:
    """The number in what somebody typed, or None when there is none."""
    found = WRITTEN.search(written.translate(DASHES).lower())
    if not found:
        return None
    dossiers = re.findall(DOSSIER, found["dossiers"])
    return Wanted(
        tuple(dict.fromkeys(re.sub(r"\D", "", dossier) for dossier in dossiers)),
        found["suffix"] or "",
        (found["number"] or "").lstrip("0"),
    )
