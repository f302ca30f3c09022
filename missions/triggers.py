"""The revision of a mission: rises when its content changes, not for a typo."""

import pgtrigger

BEFORE_UPDATE = {"when": pgtrigger.Before, "operation": pgtrigger.Update}


class RaisesRevision(pgtrigger.Trigger):
    """Raise the revision of this mission when one of `fields` changes.

    An edit that only mends a typing error sets `is_typographic`; the trigger
    takes that word off again, so that it holds for one edit.
    """

    def __init__(self, fields):
        self.fields = fields
        super().__init__(name="raises_revision", **BEFORE_UPDATE)

    def get_func(self, model):
        was, now = (
            ", ".join(f"{row}.{model._meta.get_field(f).column}" for f in self.fields)
            for row in ("OLD", "NEW")
        )
        return f"""
            IF ({was}) IS DISTINCT FROM ({now}) AND NOT NEW.is_typographic THEN
                NEW.revision := OLD.revision + 1;
            END IF;
            NEW.is_typographic := FALSE;
            RETURN NEW;
        """


class RaisesRevisionOfMission(pgtrigger.Trigger):
    """Raise the revision of the mission when one of its targets changes.

    A mission that was itself written in this transaction is left alone: a new
    mission with its targets starts at 1, and one edit of several targets counts
    once.
    """

    def __init__(self):
        super().__init__(
            name="raises_revision",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        return """
            IF TG_OP = 'DELETE' THEN
                UPDATE missions_mission SET revision = revision + 1
                WHERE id = OLD.mission_id
                AND xmin <> pg_current_xact_id()::xid;
                RETURN OLD;
            END IF;
            IF OLD IS DISTINCT FROM NEW AND NOT NEW.is_typographic THEN
                UPDATE missions_mission SET revision = revision + 1
                WHERE id IN (OLD.mission_id, NEW.mission_id)
                AND xmin <> pg_current_xact_id()::xid;
            END IF;
            NEW.is_typographic := FALSE;
            RETURN NEW;
        """
