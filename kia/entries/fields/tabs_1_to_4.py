"""Tabs 1 to 4: what and where, mission, technology and people, approach."""

from kia.entries.content import Kind, has_parts, is_of, is_technological
from kia.entries.fields.field import (
    CONDITIONAL,
    FOLLOWS,
    MISSION_GOALS,
    OPTIONAL,
    REQUIRED,
    Field,
    Quote,
)

FIELDS = (
    # Tab 1: what and where.
    Field(
        "title",
        1,
        "Titel",
        "Korte, actieve titel. Noem het beoogde resultaat, geen projectnaam en geen "
        "bedrijfsnaam.",
        REQUIRED,
        practice="Elke bijdrage heeft een naam nodig om over te kunnen praten.",
    ),
    Field(
        "agenda",
        1,
        "Agenda",
        "Kies de agenda waarin deze bijdrage thuishoort. De zesde agenda is alleen "
        "bedoeld voor programma’s die op geen enkel thema aansluiten.",
        REQUIRED,
        stored=("agenda_version",),
        rules=("R5", "R7"),
    ),
    Field(
        "kind",
        1,
        "Soort bijdrage",
        "Een verdienvermogenprogramma dient eerst het verdienvermogen van een "
        "topsector. Het krijgt een aparte paragraaf in de agenda.",
        REQUIRED,
        rules=("R6",),
    ),
    Field(
        "level",
        1,
        "Niveau",
        "Een programma beslaat meestal vier jaar en meer partijen. Een deelprogramma "
        "hoort altijd bij een programma. Projecten horen niet in het register.",
        REQUIRED,
        stored=("level", "parent"),
        practice="Onder een missie werken programma’s, en daaronder deelprogramma’s.",
    ),
    Field(
        "lead",
        1,
        "Trekkende topsector",
        "De topsector die het initiatief heeft en aanspreekbaar is.",
        REQUIRED,
        rules=("R9",),
    ),
    Field(
        "topsectors",
        1,
        "Meewerkende topsectoren",
        "Noem elke topsector die menskracht of geld inbrengt. Geen? Dan krijgt u een "
        "waarschuwing: de aanpak is bedoeld om over sectoren heen te gaan.",
        OPTIONAL,
        stored=("topsector_rows",),
        rules=("R13",),
        quotes=(
            Quote(
                "Op deze manier wordt de cross-sectorale samenwerking stevig "
                "verankerd in de aanpak.",
                563,
                564,
            ),
        ),
    ),
    Field(
        "contact",
        1,
        "Contactpersoon",
        "Alleen zichtbaar voor topsectoren en departementen, nooit openbaar.",
        REQUIRED,
        practice="Wie leest, moet weten wie antwoord kan geven.",
    ),
    Field(
        "summary",
        1,
        "Openbare samenvatting",
        "Drie tot vijf zinnen in gewone taal: wat is het probleem, wat gaan jullie "
        "doen, wat is er in {last_year} anders? Deze tekst staat op de openbare site.",
        REQUIRED,
        practice="Een bezoeker moet in een paar zinnen zien waar het om gaat.",
    ),
    Field(
        "priority",
        1,
        "Prioriteit",
        "Hoe zwaar weegt deze bijdrage binnen de agenda?",
        OPTIONAL,
        rules=("R2",),
    ),
    # Tab 2: mission and challenge.
    Field(
        "main_mission",
        2,
        "Hoofdmissie",
        "De missie waaraan deze bijdrage het meest bijdraagt. Geld telt alleen hier "
        "mee.",
        CONDITIONAL,
        stored=("mission_rows",),
        rules=("R4",),
        applies=is_of(Kind.MISSION),
    ),
    Field(
        "sub_missions",
        2,
        "Subdoelen",
        "Kies alleen subdoelen waarvoor u in tekst en indicatoren een effect "
        "beschrijft.",
        CONDITIONAL,
        stored=("mission_rows", "target_rows"),
        quotes=(
            Quote(
                "Het terugdringen van de nationale broeikasgasuitstoot met 49% in "
                "2030, op weg naar 95% in 2050 ten opzichte van 1990. Dat valt uiteen "
                "in:",
                239,
                242,
            ),
        ),
        applies=has_parts,
    ),
    Field(
        "secondary_missions",
        2,
        "Nevenmissies",
        "Missies waaraan u ook bijdraagt, maar minder. Hier telt geen geld mee.",
        OPTIONAL,
        stored=("mission_rows",),
        practice="Zo telt geld één keer mee, en blijft de samenhang zichtbaar.",
    ),
    Field(
        "challenge",
        2,
        "Kennis- en innovatieopgave",
        "Welke kennis ontbreekt, of welke oplossing werkt nog niet? Beschrijf de "
        "vraag, niet de activiteit.",
        REQUIRED,
        rules=("R1",),
    ),
    Field(
        "contribution",
        2,
        "Bijdrage aan de missie",
        "Leg de keten uit: wat leveren jullie op, wat verandert daardoor, en hoe "
        "schuift het missiedoel op? Noem de belangrijkste aanname.",
        REQUIRED,
        quotes=(MISSION_GOALS,),
    ),
    Field(
        "choice_do",
        2,
        "Keuze: dit doen we wel",
        "Waar leggen jullie de nadruk?",
        REQUIRED,
        rules=("R3",),
    ),
    Field(
        "choice_dont",
        2,
        "Keuze: dit doen we niet",
        "Wat laten jullie bewust liggen, en waarom?",
        REQUIRED,
        rules=("R3",),
    ),
    Field(
        "importance",
        2,
        "Belang voor de topsector",
        "Laat zien waarom dit programma voor de topsector van groot belang is, en "
        "hoeveel privaat commitment er is.",
        CONDITIONAL,
        rules=("R6",),
        applies=is_of(Kind.EARNING_POWER),
    ),
    Field(
        "theme_fit",
        2,
        "Aansluiting op een thema",
        "Sluit het programma aan op een thema? Dan hoort het in de aparte paragraaf "
        "van die agenda, niet in de zesde agenda.",
        CONDITIONAL,
        stored=("fits_theme", "theme_fit"),
        rules=("R6", "R7"),
        applies=is_of(Kind.EARNING_POWER),
    ),
    # Tab 3: technology and people.
    Field(
        "main_technology",
        3,
        "Hoofdtechnologie",
        "De sleuteltechnologie die dit programma ontwikkelt. Geld telt hier mee.",
        CONDITIONAL,
        stored=("technology_rows",),
        quotes=(
            Quote(
                "Daarbij zet het kabinet in op meerjarige programma’s waarin "
                "bedrijven, overheden en kennisinstellingen samenwerken aan de "
                "ontwikkeling van sleuteltechnologieën.",
                494,
                496,
            ),
        ),
        applies=is_of(Kind.KEY_TECHNOLOGY),
    ),
    Field(
        "technologies",
        3,
        "Sleuteltechnologieën",
        "Kies alle sleuteltechnologieën en zeg of u ze ontwikkelt of toepast. Geen? "
        "Vink dat aan; een leeg veld telt als onbekend.",
        REQUIRED,
        stored=("technology_rows", "no_technology"),
        waived_by="no_technology",
        waiver="Geen sleuteltechnologie",
        rules=("R4",),
        quotes=(
            Quote(
                "Maar zonder focus op sleuteltechnologieën als kunstmatige "
                "intelligentie, fotonica, kwantumtechnologie en nanotechnologie zal "
                "Nederland onvoldoende massa kunnen creëren.",
                471,
                474,
            ),
        ),
    ),
    Field(
        "non_technological",
        3,
        "Niet-technologische innovatie",
        "Gedrag, organisatie, verdienmodel, wetgeving of ontwerp. Beschrijf ook de "
        "rol van de creatieve industrie als die er is.",
        REQUIRED,
        rules=("R13",),
        quotes=(
            Quote(
                "Ook de ontwerpkracht van de creatieve industrie kan daarbij helpen.",
                603,
                604,
            ),
        ),
    ),
    Field(
        "values",
        3,
        "Waarden",
        "Ethiek, privacy, veiligheid, duurzaamheid en omgevingsveiligheid. Beantwoord "
        "ze alle vijf; «speelt niet» is een geldig antwoord.",
        REQUIRED,
        stored=("value_rows",),
        length=400,
        rules=("R14",),
    ),
    Field(
        "human_capital",
        3,
        "Human capital",
        "Welke mensen en vaardigheden zijn nodig, wie leidt ze op, en komt er een "
        "learning community? Of kies: volgt de agenda.",
        REQUIRED,
        stored=("human_capital", "human_capital_follows"),
        waived_by="human_capital_follows",
        waiver=FOLLOWS,
        quotes=(
            Quote(
                "Inhoudelijk wordt gekeken welke aanvullende uitdagingen de "
                "specifieke missies met zich meebrengen.",
                831,
                833,
            ),
        ),
    ),
    # Tab 4: approach and planning.
    Field(
        "approach",
        4,
        "Aanpak",
        "Hoe werken jullie, in welke stappen, en wanneer stoppen jullie als het niet "
        "werkt?",
        REQUIRED,
        practice="Wie oordeelt, moet kunnen zien hoe het resultaat er komt.",
    ),
    Field(
        "phases",
        4,
        "Fasen",
        "Niet elke bijdrage heeft alle fasen. Ontbreekt implementatie, leg dan bij "
        "marktcreatie uit wie het overneemt.",
        REQUIRED,
        stored=("phase_rows",),
        length=300,
        quotes=(
            Quote(
                "Omdat missies pas gerealiseerd worden als innovaties ook "
                "daadwerkelijk in de samenleving en het bedrijfsleven geïmplementeerd "
                "worden en gedragsverandering is opgetreden, moeten de "
                "randvoorwaarden voor die implementatie op orde zijn.",
                529,
                532,
            ),
        ),
    ),
    Field(
        "trl",
        4,
        "TRL nu en in {last_year}",
        "Onderzoek 1–3, ontwikkeling 4–6, demonstratie 7–8, implementatie 9. Kies het "
        "zwakste onderdeel, niet het sterkste.",
        CONDITIONAL,
        stored=("trl_start", "trl_end", "trl_does_not_apply"),
        waived_by="trl_does_not_apply",
        waiver="Niet van toepassing",
        practice="Met dezelfde schaal zijn programma’s met elkaar te vergelijken.",
        applies=is_technological,
    ),
    Field(
        "milestones",
        4,
        "Mijlpalen",
        "Toetsbaar geformuleerd: een ander kan zien of de mijlpaal gehaald is.",
        REQUIRED,
        stored=("milestone_rows",),
        length=200,
        practice="Zonder mijlpalen is niet te volgen of een programma op schema ligt.",
    ),
)
