"""Cells: the smallest things that are saved apart, and compared when two people write.

A cell is a column of the version, a row, one tick of a list, or one amount. The page
says of each what it held when it was made (its token). What was changed since by
somebody else is never written over in silence.
"""

from dataclasses import dataclass
from hashlib import sha256

from kia.agendas.difference import pieces

SEEN = "seen-"
NOTHING = ""


@dataclass(frozen=True)
class Cell:
    """`name` is that of its input; `part` tells it from the other cells of its field;
    `text` is what the history shows of the value, and what is compared."""

    name: str
    field: str
    part: str
    label: str
    value: object
    text: str
    # What is compared, where the text does not tell one value from another.
    key: str = ""

    @property
    def token(self):
        return token(self.key or self.text)


def token(text):
    """Short, the same for the same text, and empty for an empty one."""
    return sha256(text.encode()).hexdigest()[:12] if text else NOTHING


@dataclass(frozen=True)
class Conflict:
    """Two people wrote in one cell: what is there now, and what was typed."""

    now: Cell
    typed: str

    @property
    def pieces(self):
        """From what is there to what was typed."""
        return pieces(self.now.text, self.typed)


def sort_out(part, data):
    """What of this part is to be written, what somebody else wrote meanwhile, and the
    tokens of what is there already.

    Only cells are looked at of which the page said what it saw.
    """
    held, to_write, conflicts, tokens = part.held(), [], [], {}
    for name, wanted in part.wanted().items():
        seen = data.get(SEEN + name)
        now = held.get(name)
        token_now = now.token if now else NOTHING
        if seen is None:
            continue
        if wanted.token == token_now:
            tokens[name] = token_now
            continue
        if wanted.token == seen:
            continue
        if seen == token_now:
            to_write.append((now, wanted))
        else:
            conflicts.append(Conflict(now or part.gone(wanted), wanted.text))
    return to_write, conflicts, tokens
