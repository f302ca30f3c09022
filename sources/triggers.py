"""Rules about provenance that a check constraint cannot hold."""

import pgtrigger

from instance.data_version import RaisesDataVersion
from search.triggers import QueuesForSearch


def _refuse(message, constraint):
    return (
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation', "
        f"CONSTRAINT = '{constraint}';"
    )


class RequiresGround(pgtrigger.Trigger):
    """A published record has at least one ground. Checked at commit.

    Stands on the table of the record and on the table of its grounds, which is
    named after it and points to it with `record`.
    """

    def __init__(self, record, *, on_ground=False):
        self.record, self.on_ground = record, on_ground
        other = pgtrigger.Delete if on_ground else pgtrigger.Insert
        super().__init__(
            name="published_has_ground",
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            operation=pgtrigger.Update | other,
        )

    def get_func(self, model):
        record_id = "OLD.record_id" if self.on_ground else "NEW.id"
        refuse = _refuse(
            "Een gepubliceerd gegeven heeft een grond nodig.",
            f"{self.record}_published_has_ground",
        )
        return f"""
            IF EXISTS (
                SELECT 1 FROM {self.record}
                WHERE id = {record_id} AND published_at IS NOT NULL
            ) AND NOT EXISTS (
                SELECT 1 FROM {self.record}ground WHERE record_id = {record_id}
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
        refuse = _refuse(
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


class QuotesVerbatim(pgtrigger.Trigger):
    """A passage is the exact stretch of its text that it says it is."""

    def __init__(self):
        super().__init__(
            name="quotes_verbatim",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        refuse = _refuse(
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


def record_triggers(table):
    """What every main record obeys: grounds, a slug for ever, no removal."""
    return [
        RequiresGround(table),
        ClaimsSlug(),
        pgtrigger.Protect(
            name="slug_stays",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        ),
        pgtrigger.Protect(
            name="published_stays",
            operation=pgtrigger.Delete,
            condition=pgtrigger.Q(old__published_at__isnull=False),
        ),
        RaisesDataVersion(),
        QueuesForSearch(),
    ]


def ground_triggers(table):
    """What the grounds of the records in `table` obey."""
    visible = (
        f"EXISTS (SELECT 1 FROM {table} WHERE id = {{row}}.record_id "
        "AND published_at IS NOT NULL)"
    )
    return [
        RequiresGround(table, on_ground=True),
        RaisesDataVersion(visible=visible),
        QueuesForSearch(of="record"),
    ]
