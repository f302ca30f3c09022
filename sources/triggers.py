"""Rules about provenance that a check constraint cannot hold."""

from dataclasses import dataclass

import pgtrigger

from instance.data_version import RaisesDataVersion
from search.triggers import QueuesForSearch


def refusal(message, constraint):
    return (
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation', "
        f"CONSTRAINT = '{constraint}';"
    )


@dataclass(frozen=True)
class Rule:
    """A rule about a published record `r` and its grounds, as an SQL condition.

    In `holds`, {ground} stands for the table of the grounds.
    """

    name: str
    holds: str
    message: str


# A record that the letter only names rests on a ground for its name. What a
# source says around a record (context, problem, horizon …) is no ground for it.
HAS_GROUND = Rule(
    "published_has_ground",
    """EXISTS (
        SELECT FROM {ground} AS g
        WHERE g.record_id = r.id AND g.supports IN ('record', 'name')
    )""",
    "Een gepubliceerd gegeven heeft een grond nodig: voor het gegeven zelf of voor "
    "de naam.",
)
# For what exists because the letter says it.
HAS_PASSAGE = Rule(
    "published_has_ground",
    """EXISTS (
        SELECT FROM {ground} AS g
        WHERE g.record_id = r.id AND g.supports = 'record'
        AND g.passage_id IS NOT NULL
    )""",
    "Een gepubliceerd gegeven heeft een grond nodig: een passage voor het gegeven "
    "zelf.",
)


def in_passage(condition, *supports):
    """The SQL for: `condition` holds for a passage `p` that supports one of these."""
    named = ", ".join(f"'{part}'" for part in supports)
    return f"""EXISTS (
        SELECT FROM {{ground}} AS g JOIN sources_passage AS p ON p.id = g.passage_id
        WHERE g.record_id = r.id AND g.supports IN ({named}) AND {condition}
    )"""


def quotes(field, supports, message, *, or_empty=False):
    """The rule that `field` holds the very words of a passage."""
    holds = in_passage(f"p.quotation = r.{field}", supports)
    holds = f"r.{field} = '' OR {holds}" if or_empty else holds
    return Rule(f"{field}_is_quoted", holds, message)


class KeepsRule(pgtrigger.Trigger):
    """A published record keeps a rule about its grounds. Checked at commit.

    Stands on the table of the record and on the table of its grounds, which is
    named after it and points to it with `record`.
    """

    def __init__(self, record, rule, *, on_ground=False):
        self.record, self.rule, self.on_ground = record, rule, on_ground
        other = pgtrigger.Delete if on_ground else pgtrigger.Insert
        super().__init__(
            name=rule.name,
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            operation=pgtrigger.Update | other,
        )

    def get_func(self, model):
        record_id = "OLD.record_id" if self.on_ground else "NEW.id"
        holds = self.rule.holds.replace("{ground}", f"{self.record}ground")
        refuse = refusal(self.rule.message, f"{self.record}_{self.rule.name}")
        return f"""
            IF EXISTS (
                SELECT FROM {self.record} AS r
                WHERE r.id = {record_id} AND r.published_at IS NOT NULL
                AND NOT ({holds})
            ) THEN
                {refuse}
            END IF;
            RETURN NULL;
        """


class RefusesCycle(pgtrigger.Trigger):
    """Who follows `field` from row to row never comes back."""

    def __init__(self, field, message):
        self.field, self.message = field, message
        super().__init__(
            name=f"{field}_has_no_cycle",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        table, column = model._meta.db_table, model._meta.get_field(self.field).column
        refuse = refusal(self.message, f"{table}_{self.field}_has_no_cycle")
        return f"""
            IF EXISTS (
                WITH RECURSIVE further AS (
                    SELECT NEW.{column} AS id
                    UNION
                    SELECT t.{column} FROM {table} AS t JOIN further USING (id)
                )
                SELECT FROM further WHERE id = NEW.id
            ) THEN
                {refuse}
            END IF;
            RETURN NULL;
        """


class ClaimsSlug(pgtrigger.Trigger):
    """A slug is unique in the whole register and stays with its kind for ever."""

    def __init__(self):
        super().__init__(
            name="claims_slug", when=pgtrigger.Before, operation=pgtrigger.Insert
        )

    def get_func(self, model):
        kind = model._meta.label_lower
        refuse = refusal(
            "Deze slug is al van een ander gegeven.", "sources_claimedslug_unique"
        )
        return f"""
            INSERT INTO sources_claimedslug (slug, kind) VALUES (NEW.slug, '{kind}')
            ON CONFLICT (slug) DO NOTHING;
            IF NOT EXISTS (
                SELECT 1 FROM sources_claimedslug
                WHERE slug = NEW.slug AND kind = '{kind}'
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class PublishedStays(pgtrigger.Trigger):
    """What is or ever was published is never removed; its history says so."""

    def __init__(self):
        super().__init__(
            name="published_stays", when=pgtrigger.Before, operation=pgtrigger.Delete
        )

    def get_func(self, model):
        return f"""
            IF OLD.published_at IS NOT NULL OR EXISTS (
                SELECT 1 FROM {model._meta.db_table}event
                WHERE pgh_obj_id = OLD.id AND published_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'Wat gepubliceerd is geweest, blijft bewaard.';
            END IF;
            RETURN OLD;
        """


class QuotesVerbatim(pgtrigger.Trigger):
    """A passage is the exact stretch of its text that it says it is."""

    def __init__(self):
        super().__init__(
            name="quotes_verbatim",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        refuse = refusal(
            "De aanhaling staat niet op deze plaats in de tekst.",
            "sources_passage_verbatim",
        )
        return f"""
            IF NEW.quotation IS DISTINCT FROM (
                SELECT substr(body, NEW.start + 1, NEW."end" - NEW.start)
                FROM sources_documenttext WHERE id = NEW.text_id
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


def record_triggers(table, rules=(HAS_GROUND,)):
    """What every main record obeys: grounds, a slug for ever, no removal."""
    return [
        *(KeepsRule(table, rule) for rule in rules),
        ClaimsSlug(),
        pgtrigger.Protect(
            name="slug_stays",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        ),
        PublishedStays(),
        RaisesDataVersion(),
        QueuesForSearch(),
    ]


def ground_triggers(table, rules=(HAS_GROUND,)):
    """What the grounds of the records in `table` obey, and the records with them."""
    visible = (
        f"EXISTS (SELECT 1 FROM {table} WHERE id = {{row}}.record_id "
        "AND published_at IS NOT NULL)"
    )
    return [
        *(KeepsRule(table, rule, on_ground=True) for rule in rules),
        RaisesDataVersion(visible=visible),
        QueuesForSearch(of="record"),
    ]
