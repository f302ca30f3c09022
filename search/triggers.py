"""The queue of records to index anew, filled by the database itself.

An edit in a form, the admin, a shell or raw SQL ends in the queue in the same
transaction; the next search takes it out (see search/index.py).
"""

import pgtrigger


class QueuesForSearch(pgtrigger.Trigger):
    """Queue a record when its row changes, or a row that belongs to it.

    `of` names the foreign key to the record, or "id" on its own table.
    """

    def __init__(self, of="id"):
        self.of = of
        super().__init__(
            name="queues_for_search" if of == "id" else f"queues_{of}_for_search",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        field = model._meta.get_field(self.of)
        source = (field.related_model or model)._meta.label_lower
        return f"""
            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
                RETURN NULL;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                INSERT INTO search_queued (source, record)
                VALUES ('{source}', OLD.{field.column});
            END IF;
            IF TG_OP = 'INSERT'
            OR TG_OP = 'UPDATE' AND OLD.{field.column} <> NEW.{field.column} THEN
                INSERT INTO search_queued (source, record)
                VALUES ('{source}', NEW.{field.column});
            END IF;
            RETURN NULL;
        """
