from django.contrib import admin

from policy.models import (
    Amount,
    AmountGround,
    Example,
    ExampleGround,
    ExampleLink,
    Instrument,
    InstrumentAlias,
    InstrumentGround,
    MilestoneLink,
    PolicyLink,
    ProcessMilestone,
    ProcessMilestoneGround,
    Rule,
    RuleGround,
    Term,
    TermAlias,
    TermGround,
)
from sources.admin_aliases import inline
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin

admin.site.register(
    [
        AmountGround,
        ExampleGround,
        InstrumentGround,
        ProcessMilestoneGround,
        RuleGround,
        TermGround,
    ],
    GroundAdmin,
)


@admin.register(Instrument)
class InstrumentAdmin(CitedAdmin):
    natural_order = ["sort_key", "slug"]
    list_display = ["name", "kind", "part_of", "is_published", "grounds_link"]
    list_filter = ["kind", *CitedAdmin.list_filter]
    list_select_related = ["part_of"]
    search_fields = ["name", "abbreviation", "slug", "aliases__name"]
    autocomplete_fields = ["part_of"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["kind", ("name", "abbreviation"), "slug", "part_of"]}),
        LIFE,
    ]
    inlines = [inline(InstrumentAlias, "name", "is_distinctive")]


@admin.register(Example)
class ExampleAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = ["short_label", "number", "title", "is_published", "grounds_link"]
    search_fields = ["title", "short_label", "slug"]
    prepopulated_fields = {"slug": ["short_label"]}
    fieldsets = [
        (None, {"fields": ["number", "title", "short_label", "slug", "order"]}),
        LIFE,
    ]


@admin.register(ExampleLink)
class ExampleLinkAdmin(LinkAdmin):
    also = ["as_what"]
    list_filter = ["example"]


@admin.register(PolicyLink)
class PolicyLinkAdmin(LinkAdmin):
    also = ["as_what"]


@admin.register(MilestoneLink)
class MilestoneLinkAdmin(LinkAdmin):
    list_filter = ["theme"]


@admin.register(ProcessMilestone)
class ProcessMilestoneAdmin(CitedAdmin):
    natural_order = ["ends_on", "starts_on", "slug"]
    list_display = [
        "title",
        "kind",
        "term_text",
        "ends_on",
        "realised_on",
        "is_published",
        "grounds_link",
    ]
    list_filter = ["kind", "precision", *CitedAdmin.list_filter]
    wanted = ["who", "realised_text"]
    search_fields = ["title", "who", "term_text", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["kind", "title", "slug", "who"]}),
        (
            "Gepland",
            {"fields": ["term_text", "precision", ("starts_on", "ends_on")]},
        ),
        ("Wat er gebeurde", {"fields": ["realised_on", "realised_text"]}),
        LIFE,
    ]


@admin.register(Amount)
class AmountAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = ["title", "quoted", "period", "is_published", "grounds_link"]
    list_filter = ["unit", *CitedAdmin.list_filter]
    search_fields = ["title", "quoted", "slug"]
    autocomplete_fields = ["example", "instrument"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "order"]}),
        (
            "Getal",
            {"fields": ["quoted", ("comparator", "value", "unit"), "period"]},
        ),
        ("Hoort bij", {"fields": ["example", "instrument"]}),
        LIFE,
    ]


@admin.register(Rule)
class RuleAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = ["code", "title", "about", "is_published", "grounds_link"]
    list_display_links = ["code", "title"]
    list_filter = ["about", *CitedAdmin.list_filter]
    search_fields = ["code", "title", "statement", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["code", "about", "title", "slug", "order"]}),
        ("Woorden van de brief", {"fields": ["statement"]}),
        ("Woorden van het register", {"fields": ["check_text"]}),
        LIFE,
    ]


@admin.register(Term)
class TermAdmin(CitedAdmin):
    natural_order = ["sort_key", "slug"]
    wanted = ["explanation"]
    list_display = ["name", "abbreviation", "is_published", "grounds_link"]
    search_fields = ["name", "abbreviation", "slug", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": [("name", "abbreviation"), "slug"]}),
        ("Betekenis", {"fields": ["definition", "explanation"]}),
        LIFE,
    ]
    inlines = [inline(TermAlias, "name", "is_distinctive")]
