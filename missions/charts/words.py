"""The words beside a mark: what the targets of one mission in one year say."""

from charts.build import listed, with_ending
from charts.vocabulary import Run
from missions.models.target import Target

Precision = Target.YearPrecision


def label_forms(mission, targets, *, is_last):
    """From long to short: the full words, the short ones, the values, the numbers."""
    first = targets[0]
    long = words(mission, targets, "label", is_last=is_last)
    short = words(mission, targets, "short_label", is_last=is_last)
    values = [t.value_text for t in targets if t.value is not None]
    # The mark is dotted where the number is derived, so the word may go last.
    bare = [
        t.number_text if t.has_derived_value else t.value_text
        for t in targets
        if t.value is not None
    ]
    return [
        with_ending(long, when(first)),
        with_ending(short, when(first, in_short=True)),
        *(_alone(first, texts) or tuple(short) for texts in (values, bare)),
    ]


def _alone(first, texts):
    """The values without what they are of."""
    if first.year_precision == Precision.NONE:
        return (Run("geen streefjaar"),)
    return tuple(listed([[Run(text, strong=True)] for text in dict.fromkeys(texts)]))


def words(mission, targets, field, *, is_last):
    """What the targets of one year say: −49% uitstoot, −30% verschil."""
    parts, previous = [], None
    for target in targets:
        value, label = target.value_text, getattr(target, field)
        if target.baseline_year:
            # A change against a year needs no subject that the name already gives.
            if target.label.lower() in mission.short_label.lower():
                label = ""
            if is_last:
                relative = "ten opzichte van" if field == "label" else "t.o.v."
                label = f"{label} {relative} {target.baseline_year}".strip()
        part = [Run(value, strong=True)] if value and value != previous else []
        part += [Run(label)] if label else []
        if part and value and value == previous:
            parts[-1] += [Run("en"), *part]
        elif part:
            parts.append(part)
        previous = value
    runs = listed(parts)
    if targets[0].year_precision == Precision.NONE:
        runs = [Run("geen streefjaar:"), *runs]
    return runs


def when(target, *, in_full=False, in_short=False):
    """The year after the words, where the place of the mark does not say it."""
    match target.year_precision:
        case Precision.NONE:
            return ""
        case _ if in_full:
            return f", {target.year_text}"
        case Precision.AFTER:
            return f", «{target.term_text or target.year_text}»"
        case Precision.DERIVED if not in_short:
            return f" ({target.target_year}, afgeleid)"
    return ""
