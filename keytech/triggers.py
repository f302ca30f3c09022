import pgtrigger

from organisations.models import TOPSECTORS
from sources.triggers import refusal


class LinksTopsector(pgtrigger.Trigger):
    """What a technology is linked to as its topsector is one, or team ICT."""

    def __init__(self):
        super().__init__(
            name="links_topsector",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(self, model):
        kinds = ", ".join(f"'{kind}'" for kind in TOPSECTORS)
        refuse = refusal(
            "Koppel een technologie hier alleen aan een topsector of aan team ICT.",
            "keytech_technologytopsector_links_topsector",
        )
        return f"""
            IF NOT EXISTS (
                SELECT FROM organisations_organisation
                WHERE id = NEW.topsector_id AND kind IN ({kinds})
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """
