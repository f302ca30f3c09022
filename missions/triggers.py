"""The rules of missions and targets that a check constraint cannot hold.

A mission says what the letter says, a target stands in the words of its mission;
the revision of a mission rises when its content changes, not for a typo.
"""

import pgtrigger

from sources.triggers import HAS_PASSAGE, Rule, in_passage, quotes, refusal

MISSION_RULES = (
    HAS_PASSAGE,
    quotes(
        "statement",
        "record",
        "De formulering van een missie is woordelijk een van haar passages.",
    ),
    quotes(
        "title",
        "name",
        "De titel van een missie is woordelijk een passage voor haar naam.",
        or_empty=True,
    ),
    Rule(
        "targets_stay_in_statement",
        """NOT EXISTS (
            SELECT FROM missions_target AS t
            WHERE t.mission_id = r.id AND t.published_at IS NOT NULL
            AND position(t.fragment IN r.statement) = 0
        )""",
        "De woorden van een doel van deze missie staan niet in de formulering.",
    ),
)


def _said(condition):
    return in_passage(condition, "record", "value")


# As the letter writes them: 49%, 2,5 procent, vijf jaar, top 10.
NUMBER = r"'(?<![0-9.,])' || replace(trim_scale(r.value)::text, '.', ',')"
AFTER_NUMBER = r"""CASE r.unit
    WHEN 'percent' THEN '\s*(%|procent)'
    WHEN 'years' THEN '\s*jaar'
    ELSE '(?![0-9]|[.,][0-9])'
END"""
# A number that is not in this list is not compared with its words.
NUMERAL = """(ARRAY[
    'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien',
    'elf', 'twaalf'
])[CASE WHEN r.value = trunc(r.value) AND r.value < 13 THEN r.value::int END]"""

TARGET_RULES = (
    HAS_PASSAGE,
    Rule(
        "fragment_is_quoted",
        f"""r.fragment <> '' AND {_said("position(r.fragment IN p.quotation) > 0")}
        AND EXISTS (
            SELECT FROM missions_mission AS m
            WHERE m.id = r.mission_id AND position(r.fragment IN m.statement) > 0
        )""",
        "De woorden van een doel staan in de formulering van de missie en in een "
        "passage van het doel.",
    ),
    Rule(
        "value_is_quoted",
        f"""CASE r.value_basis
            WHEN 'stated' THEN {_said(f"p.quotation ~ ({NUMBER} || {AFTER_NUMBER})")}
            WHEN 'in_words' THEN
                {NUMERAL} IS NULL
                OR {_said(rf"p.quotation ~* ('\m' || {NUMERAL} || '\M')")}
            ELSE true
        END""",
        "De waarde staat in geen passage van het doel.",
    ),
    Rule(
        "target_year_is_quoted",
        f"""r.year_precision NOT IN ('stated', 'after')
        OR {_said(r"p.quotation ~ ('\m' || r.target_year || '\M')")}""",
        "Het streefjaar staat in geen passage van het doel.",
    ),
    Rule(
        "baseline_year_is_quoted",
        f"""r.baseline_year IS NULL
        OR {_said(r"p.quotation ~ ('\m' || r.baseline_year || '\M')")}""",
        "Het referentiejaar staat in geen passage van het doel.",
    ),
    Rule(
        "term_is_quoted",
        f"r.term_text = '' OR {_said('position(r.term_text IN p.quotation) > 0')}",
        "De termijn staat in geen passage van het doel.",
    ),
)

# The missions that are new in this transaction, or whose revision rose in it. Unlike
# the xmin of the row, this tells an edit of the content from any other.
RAISED = "current_setting('missieregister.raised', true)"


def _remember(row_id):
    return (
        "PERFORM set_config('missieregister.raised', "
        f"concat({RAISED}, '[', {row_id}, ']'), true);"
    )


class RaisesRevision(pgtrigger.Trigger):
    """Raise the revision of this mission when one of `fields` changes.

    An edit that only mends a typing error sets `is_typographic`; the trigger
    takes that word off again, so that it holds for one edit.
    """

    def __init__(self, fields):
        self.fields = fields
        super().__init__(
            name="raises_revision",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        was, now = (
            ", ".join(f"{row}.{model._meta.get_field(f).column}" for f in self.fields)
            for row in ("OLD", "NEW")
        )
        return f"""
            IF TG_OP = 'INSERT' THEN
                {_remember("NEW.id")}
            ELSIF ({was}) IS DISTINCT FROM ({now}) AND NOT NEW.is_typographic THEN
                NEW.revision := OLD.revision + 1;
                {_remember("NEW.id")}
            END IF;
            NEW.is_typographic := FALSE;
            RETURN NEW;
        """


class RaisesRevisionOfMission(pgtrigger.Trigger):
    """Raise the revision of the mission when one of its targets changes.

    Once per transaction: a new mission with its targets starts at 1, and one edit
    of several targets counts once.
    """

    def __init__(self):
        super().__init__(
            name="raises_revision",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def get_declare(self, model):
        return [("mission", "bigint")]

    def get_func(self, model):
        return f"""
            IF OLD IS DISTINCT FROM NEW AND (
                TG_OP = 'DELETE' OR NOT NEW.is_typographic
            ) THEN
                FOREACH mission IN ARRAY ARRAY[OLD.mission_id, NEW.mission_id] LOOP
                    UPDATE missions_mission SET revision = revision + 1
                    WHERE id = mission
                    AND position(concat('[', id, ']') IN coalesce({RAISED}, '')) = 0;
                    IF FOUND THEN {_remember("mission")} END IF;
                END LOOP;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            NEW.is_typographic := FALSE;
            RETURN NEW;
        """


class StaysInTheme(pgtrigger.Trigger):
    """A mission stands under the theme of the mission above it. Checked at commit."""

    def __init__(self):
        super().__init__(
            name="stays_in_theme",
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        refuse = refusal(
            "Een missie hoort bij hetzelfde thema als de missie erboven.",
            "missions_mission_stays_in_theme",
        )
        return f"""
            IF EXISTS (
                SELECT FROM missions_mission AS part
                JOIN missions_mission AS whole ON whole.id = part.parent_id
                WHERE NEW.id IN (part.id, whole.id) AND part.theme_id <> whole.theme_id
            ) THEN
                {refuse}
            END IF;
            RETURN NULL;
        """
