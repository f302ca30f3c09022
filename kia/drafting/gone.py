"""What a page of older code sends of a field that is not in the form any more."""

from kia.drafting.cells import SEEN, Cell, token

GONE = (
    "Dit veld staat niet meer in het formulier. Wat u typte, is bewaard bij «Wie "
    "wijzigde wat»."
)
TICKED = "on"


def left_over(tab, data):
    """A cell for each, with what was typed in it; what was not changed is no loss."""
    known = {name for part in tab.parts.values() for name in part.names}
    for key, seen in data.items():
        name = key.removeprefix(SEEN)
        if not key.startswith(SEEN) or name in known:
            continue
        text = _typed(name, data)
        if text and token(text) != seen and not (seen and text == TICKED):
            field = name.split("-")[0]
            yield Cell(name, field[:40], name[:80], name[:200], None, text)


def _typed(name, data):
    """The value of its input, or of the inputs of its row."""
    of_row = [key for key in data if key == name or key.startswith(f"{name}-")]
    texts = (data[key].replace("\r\n", "\n").strip() for key in of_row)
    return "\n".join(text for text in texts if text)
