"""Tabs 5 to 8: parties, result and market, budget, measuring."""

from kia.entries.fields.field import (
    FOLLOWS,
    MISSION_GOALS,
    OPTIONAL,
    REQUIRED,
    Field,
    Quote,
)

FIELDS = (
    # Tab 5: parties.
    Field(
        "parties",
        5,
        "Partijen",
        "Naam mag leeg blijven zolang de partij nog niet heeft ingestemd met "
        "openbaarheid.",
        REQUIRED,
        stored=("party_rows",),
        length=200,
        rules=("R9", "R12"),
    ),
    Field(
        "customers",
        5,
        "Afnemers",
        "Wie gaat dit straks gebruiken of kopen, en hoe doen zij mee?",
        REQUIRED,
        rules=("R13",),
    ),
    Field(
        "small_business",
        5,
        "Mkb, start-ups en scale-ups",
        "Hoe kunnen kleine en nieuwe bedrijven aanhaken, ook later? Of kies: volgt de "
        "agenda.",
        REQUIRED,
        stored=("small_business", "small_business_follows"),
        waived_by="small_business_follows",
        waiver=FOLLOWS,
        rules=("R12",),
    ),
    Field(
        "region",
        5,
        "Regio",
        "Welke provincies en ROM’s, welke proeftuin of fieldlab, welke regionale "
        "middelen?",
        REQUIRED,
        stored=("region", "region_rows", "no_region"),
        waived_by="no_region",
        waiver="Geen regio",
        quotes=(
            Quote(
                "Belangrijke partners bij valorisatie en marktcreatie zijn de "
                "regionale overheden en de regionale ontwikkelingsmaatschappijen "
                "(ROMs), bijvoorbeeld door het inrichten van proeftuinen en fieldlabs "
                "en het betrekken van het mkb.",
                781,
                784,
            ),
        ),
    ),
    Field(
        "consultations",
        5,
        "Raadpleging",
        "Met wie is afgestemd: departement, bedrijven, wetenschap, NWO, TO2, regio? "
        "Noteer wat zij vonden en wat u ermee deed.",
        REQUIRED,
        stored=("consultation_rows",),
        length=300,
        rules=("R9",),
    ),
    # Tab 6: result and market.
    Field(
        "valorisation",
        6,
        "Valorisatie",
        "Hoe komt de kennis bij wie er iets mee kan: onderwijs, mkb, licenties, "
        "start-ups, openbare data?",
        REQUIRED,
        rules=("R17", "R18"),
    ),
    Field(
        "market_creation",
        6,
        "Marktcreatie",
        "Is er al een markt? Zo nee: wie wordt de eerste klant en wat is daarvoor "
        "nodig?",
        REQUIRED,
        rules=("R17",),
        quotes=(
            Quote(
                "De maatschappelijke uitdagingen vragen om oplossingen waarvoor niet "
                "automatisch al een markt is of de markt nog klein is of langzaam "
                "groeit.",
                744,
                746,
            ),
        ),
    ),
    Field(
        "requests",
        6,
        "Verzoeken aan de overheid",
        "Vraag één ding per regel en noem het instrument: inkoop of launching "
        "customer, regelgeving, financiële of fiscale prikkel, kapitaal, anders. Het "
        "departement antwoordt hier.",
        REQUIRED,
        stored=("request_rows", "no_requests"),
        length=400,
        waived_by="no_requests",
        waiver="Geen verzoeken",
        rules=("R19", "R20"),
    ),
    Field(
        "international",
        6,
        "Internationaal en Europa",
        "Met welke programma’s werkt u samen, en wat levert dat op? Of kies: volgt de "
        "agenda.",
        REQUIRED,
        stored=("international", "international_follows"),
        waived_by="international_follows",
        waiver=FOLLOWS,
        rules=("R11",),
    ),
    Field(
        "make_or_get",
        6,
        "Zelf ontwikkelen of halen",
        "Wat moet Nederland zelf kunnen, en wat halen we beter ergens anders? Of "
        "kies: volgt de agenda.",
        REQUIRED,
        stored=("make_or_get_choice", "make_or_get", "make_or_get_follows"),
        waived_by="make_or_get_follows",
        waiver=FOLLOWS,
        rules=("R11",),
        quotes=(
            Quote(
                "Maar de vraag is ook waar we in Nederland zelf in willen investeren "
                "en waar we het voortouw aan andere landen laten.",
                487,
                489,
            ),
        ),
    ),
    # Tab 7: budget.
    Field(
        "budget",
        7,
        "Begrotingsregels",
        "In kind is inzet in uren, materiaal of faciliteiten. Noem alleen bedragen "
        "waarvan u de herkomst kunt uitleggen.",
        REQUIRED,
        stored=("budget_rows",),
        rules=("R23",),
    ),
    Field(
        "budget_note",
        7,
        "Toelichting begroting",
        "Waarop zijn de bedragen gebaseerd? Welke zijn nog onzeker?",
        OPTIONAL,
        practice="Een bedrag zegt weinig zonder waar het vandaan komt.",
    ),
    # Tab 8: measuring, and how it hangs together.
    Field(
        "indicators",
        8,
        "Indicatoren",
        "Minstens één uitkomst: iets dat verandert bij gebruikers of in de wereld, "
        "niet alleen een aantal rapporten.",
        REQUIRED,
        stored=("indicator_rows",),
        length=200,
        quotes=(MISSION_GOALS,),
    ),
    Field(
        "relations",
        8,
        "Relatie met andere agenda’s",
        "Welke agenda levert iets aan u, of andersom?",
        OPTIONAL,
        stored=("relation_rows",),
        length=300,
        quotes=(
            Quote(
                "Voor het Klimaatakkoord is al een integrale kennis- en "
                "innovatieagenda (IKIA) opgesteld, die mede invulling geeft aan de "
                "hierboven beschreven missies.",
                578,
                580,
            ),
        ),
    ),
    Field(
        "internal_note",
        8,
        "Interne toelichting",
        "Alleen zichtbaar voor topsectoren en departementen. Nooit in openbare export.",
        OPTIONAL,
        practice="Niet alles wat een departement moet weten, kan openbaar zijn.",
    ),
)
