"""The data version: one number that rises when something visible changes.

Public pages are cached under it (see instance/page_cache.py). The number rises
inside the transaction of the change, so a reader never sees a new page under an
old number or the other way round.
"""

import pgtrigger

RAISE_VERSION = "UPDATE instance_state SET data_version = data_version + 1;"


class RaisesDataVersion(pgtrigger.Trigger):
    """Raise the data version when a row that visitors can see changes.

    `visible` is an SQL condition over `{row}`, which stands for OLD and NEW.
    """

    def __init__(self, visible="{row}.published_at IS NOT NULL"):
        self.visible = visible
        super().__init__(
            name="raises_data_version",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        was, now = (self.visible.format(row=row) for row in ("OLD", "NEW"))
        return f"""
            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
                RETURN NULL;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                IF {was} THEN {RAISE_VERSION} RETURN NULL; END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF {now} THEN {RAISE_VERSION} END IF;
            END IF;
            RETURN NULL;
        """
