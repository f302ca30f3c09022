"""The rules of agendas, entries and the contract that a constraint cannot hold."""

import pgtrigger

from kia.steps import NEW
from sources.triggers import refusal

READS = pgtrigger.Insert | pgtrigger.Update
STANDS = "Deze versie staat vast en verandert niet meer."


class FollowsTable(pgtrigger.Trigger):
    """A state changes only along a row of the table of steps."""

    def __init__(self, table):
        self.table = table
        super().__init__(name="follows_table", when=pgtrigger.Before, operation=READS)

    def get_func(self, model):
        pairs = ", ".join(f"('{old}', '{new}')" for old, new in self.table.pairs)
        refuse = refusal(
            "Deze stap bestaat niet.", f"{model._meta.db_table}_follows_table"
        )
        return f"""
            IF TG_OP = 'UPDATE' AND OLD.state = NEW.state THEN RETURN NEW; END IF;
            IF (CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '{NEW}' END, NEW.state)
                NOT IN ({pairs})
            THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class LeavesTrail(pgtrigger.Trigger):
    """At commit, each change of state has its row in the trail, of this transaction.

    `column` is the column of the trail that points to this record.
    """

    def __init__(self, column):
        self.column = column
        super().__init__(
            name="leaves_trail",
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            operation=READS,
        )

    def get_func(self, model):
        refuse = refusal(
            "Een stap gaat via de werkstroom, die haar vastlegt.",
            f"{model._meta.db_table}_leaves_trail",
        )
        return f"""
            IF TG_OP = 'UPDATE' AND OLD.state = NEW.state THEN RETURN NULL; END IF;
            IF NOT EXISTS (
                SELECT FROM kia_step AS s
                WHERE s.{self.column} = NEW.id AND s.to_state = NEW.state
                AND s.from_state
                    = CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '{NEW}' END
                AND s.transaction = pg_current_xact_id()::text::bigint
            ) THEN
                {refuse}
            END IF;
            RETURN NULL;
        """


class Frozen(pgtrigger.Trigger):
    """When `frozen_if` holds for OLD, nothing of the row changes but its state.

    What PostgreSQL itself computes is left out: in NEW it is not there yet.
    """

    def __init__(self, frozen_if):
        self.frozen_if = frozen_if
        super().__init__(
            name="frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        refuse = refusal(STANDS, f"{model._meta.db_table}_frozen")
        free = [
            "state",
            *(f.column for f in model._meta.concrete_fields if f.generated),
        ]
        less = "".join(f" - '{column}'" for column in free)
        return f"""
            IF {self.frozen_if} AND (
                TG_OP = 'DELETE'
                OR to_jsonb(OLD){less} <> to_jsonb(NEW){less}
            ) THEN
                {refuse}
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """


class SetOnce(pgtrigger.Trigger):
    """Of a row nothing changes but this one column, from nothing to something."""

    def __init__(self, field, message):
        self.field, self.message = field, message
        super().__init__(
            name=f"sets_{field}_once",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        refuse = refusal(self.message, f"{model._meta.db_table}_frozen")
        column = model._meta.get_field(self.field).column
        return f"""
            IF TG_OP = 'DELETE' OR OLD.{column} IS NOT NULL
                OR to_jsonb(OLD) - '{column}' <> to_jsonb(NEW) - '{column}'
            THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class FrozenWith(pgtrigger.Trigger):
    """A row that belongs to a frozen record neither comes, changes nor goes.

    The record is locked, so that it is not frozen while this row is on its way.
    `frozen_if` is about that record, called `r`; a new row for which `unless` holds
    (about NEW) may come all the same, and one for which `open_while` holds (about
    OLD and NEW) may change and go.
    """

    def __init__(self, field, frozen_if, unless="false", open_while="", message=STANDS):
        self.field, self.frozen_if, self.message = field, frozen_if, message
        self.unless, self.open_while = unless, open_while
        super().__init__(
            name=f"frozen_with_{field}",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        )

    def get_declare(self, model):
        return [("record", "bigint"), ("is_frozen", "boolean")]

    def get_func(self, model):
        field = model._meta.get_field(self.field)
        table, column = field.related_model._meta.db_table, field.column
        refuse = refusal(self.message, f"{model._meta.db_table}_frozen")
        return f"""
            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF {self.unless} THEN RETURN NEW; END IF;
            {self._stays_open()}END IF;
            FOREACH record IN ARRAY ARRAY[OLD.{column}, NEW.{column}] LOOP
                SELECT {self.frozen_if} INTO is_frozen
                FROM {table} AS r WHERE r.id = record FOR SHARE;
                IF is_frozen THEN
                    {refuse}
                END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """

    def _stays_open(self):
        if not self.open_while:
            return ""
        return f"""ELSIF {self.open_while} THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            """


class OnlyInPractice(pgtrigger.Trigger):
    """A row that is marked as practice is not taken by a production database."""

    def __init__(self):
        super().__init__(
            name="only_in_practice",
            when=pgtrigger.Before,
            operation=READS,
            condition=pgtrigger.Q(new__is_practice=True),
        )

    def get_func(self, model):
        refuse = refusal(
            "Voorbeeldgegevens horen niet in het echte register.",
            f"{model._meta.db_table}_only_in_practice",
        )
        return f"""
            IF EXISTS (
                SELECT FROM instance_state WHERE environment = 'production'
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class Holds(pgtrigger.Trigger):
    """A condition about NEW that needs another row to be judged."""

    def __init__(self, name, condition, message):
        self.holds, self.message = condition, message
        super().__init__(name=name, when=pgtrigger.Before, operation=READS)

    def get_func(self, model):
        refuse = refusal(self.message, f"{model._meta.db_table}_{self.name}")
        return f"""
            IF NOT ({self.holds}) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class FitsPeriod(pgtrigger.Trigger):
    """A planned day lies at most so many years outside the period of its agenda.

    Work that runs late is planned from today, as the clock of the register has it.
    A day that was there already stays as it is.
    """

    def __init__(self, field, years):
        self.field, self.years = field, years
        super().__init__(
            name=f"{field}_fits_period", when=pgtrigger.Before, operation=READS
        )

    def get_func(self, model):
        refuse = refusal(
            "Deze dag past niet bij de looptijd van de agenda.",
            f"{model._meta.db_table}_{self.name}",
        )
        return f"""
            IF TG_OP = 'UPDATE' AND OLD.{self.field} IS NOT DISTINCT FROM NEW.{self.field}
            THEN RETURN NEW; END IF;
            IF EXISTS (
                SELECT FROM kia_agenda AS a
                JOIN kia_period AS p ON p.id = a.period_id
                CROSS JOIN instance_state AS i
                WHERE a.id = NEW.agenda_id
                AND extract(year FROM NEW.{self.field}) NOT BETWEEN
                    p.first_year - {self.years}
                    AND {self.years} + greatest(
                        p.last_year,
                        extract(year FROM now() + coalesce(i.clock_offset, '0'))
                    )
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class OrganisationOfKind(pgtrigger.Trigger):
    """What `field` points to is an organisation of one of these kinds.

    `when` is a condition about NEW: the rule holds only where it does.
    """

    def __init__(self, field, kinds, message, when="true", name=None):
        self.field, self.kinds, self.message, self.holds = field, kinds, message, when
        super().__init__(
            name=name or f"{field}_is_of_kind", when=pgtrigger.Before, operation=READS
        )

    def get_func(self, model):
        column = model._meta.get_field(self.field).column
        kinds = ", ".join(f"'{kind}'" for kind in self.kinds)
        refuse = refusal(self.message, f"{model._meta.db_table}_{self.name}")
        return f"""
            IF {self.holds} AND NEW.{column} IS NOT NULL AND NOT EXISTS (
                SELECT FROM organisations_organisation
                WHERE id = NEW.{column} AND kind IN ({kinds})
            ) THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


class AdoptsItsRows(pgtrigger.Trigger):
    """With a year of the contract its rows are adopted, just before they freeze."""

    def __init__(self):
        super().__init__(
            name="adopts_its_rows",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__state__df="adopted", new__state="adopted"),
        )

    def get_func(self, model):
        return """
            UPDATE kia_commitment SET certainty = 'adopted' WHERE year_id = NEW.id;
            RETURN NEW;
        """


class SaysAdoptedWithYear(pgtrigger.Trigger):
    """At commit, a row of the contract is adopted when its year is, and only then."""

    def __init__(self):
        super().__init__(
            name="says_adopted_with_year",
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            operation=READS,
        )

    def get_func(self, model):
        refuse = refusal(
            "«Vastgesteld» kan alleen in een jaartabel die is ondertekend.",
            "kia_commitment_says_adopted_with_year",
        )
        return f"""
            IF EXISTS (
                SELECT FROM kia_commitment AS c
                JOIN kia_contractyear AS y ON y.id = c.year_id
                WHERE c.id = NEW.id
                AND (c.certainty = 'adopted') <> (y.state = 'adopted')
            ) THEN
                {refuse}
            END IF;
            RETURN NULL;
        """


class Corrects(pgtrigger.Trigger):
    """A correction is of an adopted year, comes after its signature, and alters
    nothing but an amount."""

    def __init__(self):
        super().__init__(
            name="corrects",
            when=pgtrigger.Before,
            operation=READS,
            condition=~pgtrigger.Q(new__correction_reason=""),
        )

    def get_func(self, model):
        too_early = refusal(
            "Deze jaartabel is nog niet vastgesteld: wijzig de regel zelf.",
            "kia_commitment_corrects_adopted_year",
        )
        too_old = refusal(
            "De datum van de correctie ligt vóór de ondertekening van de jaartabel.",
            "kia_commitment_corrects_what_was_signed",
        )
        other_row = refusal(
            "Een correctie wijzigt van een regel alleen het bedrag.",
            "kia_commitment_corrects_same_row",
        )
        same = ("year_id", "agenda_id", "party", "party_kind", "is_private", "form")
        pairs = " AND ".join(f"c.{column} = NEW.{column}" for column in same)
        return f"""
            IF NOT EXISTS (
                SELECT FROM kia_contractyear
                WHERE id = NEW.year_id AND state = 'adopted'
            ) THEN
                {too_early}
            END IF;
            IF EXISTS (
                SELECT FROM kia_contractyear
                WHERE id = NEW.year_id AND signed_on > NEW.corrected_on
            ) THEN
                {too_old}
            END IF;
            IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM kia_commitment AS c
                WHERE c.id = NEW.corrects_id AND c.corrects_id IS NULL AND {pairs}
            ) THEN
                {other_row}
            END IF;
            RETURN NEW;
        """


class NeverEmptied(pgtrigger.Trigger):
    """TRUNCATE looks at no row, so it would take what is frozen along."""

    def __init__(self):
        super().__init__(
            name="keep_all",
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            func="RAISE EXCEPTION 'Wat vaststaat blijft bewaard.';",
        )


class QueuesSections(pgtrigger.Trigger):
    """Search looks anew at the texts of an agenda when what visitors see changes.

    `versions` is an SQL condition about a version `v`. The texts are named one by
    one: those that leave the index are in no list of public ones any more.
    """

    def __init__(self, versions):
        self.versions = versions
        super().__init__(
            name="queues_sections", when=pgtrigger.After, operation=pgtrigger.Update
        )

    def get_func(self, model):
        return f"""
            IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
            INSERT INTO search_queued (source, record)
            SELECT 'kia.section', s.id FROM kia_section AS s
            JOIN kia_agendaversion AS v ON v.id = s.version_id
            WHERE {self.versions};
            RETURN NULL;
        """


class OnlyPublishes(pgtrigger.Trigger):
    """Of an answer nothing changes but that it becomes public; it never goes."""

    def __init__(self):
        super().__init__(
            name="only_publishes",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model):
        refuse = refusal(
            "Een antwoord verandert niet meer. Geef een nieuw antwoord.",
            f"{model._meta.db_table}_only_publishes",
        )
        return f"""
            IF TG_OP = 'DELETE' OR OLD.is_public
                OR to_jsonb(OLD) - 'is_public' - 'published_by_id'
                <> to_jsonb(NEW) - 'is_public' - 'published_by_id'
            THEN
                {refuse}
            END IF;
            RETURN NEW;
        """


APPEND_ONLY = [
    pgtrigger.Protect(
        name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
    ),
    pgtrigger.Trigger(
        name="keep_all",
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'Dit logboek blijft bewaard.';",
    ),
]
