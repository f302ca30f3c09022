"""The pages that the browser visits, and how it gets from one to the next."""


def press(part):
    """Click on it, and wait until the page that comes is whole."""
    with part.page.expect_navigation():
        part.click()


HOME = "/"
LIST = "/missies/"
LETTER = "/brief/"
MISSION = "/missies/broeikasgasuitstoot-terugdringen/"
ENTRY = (
    "/bijdragen/voorbeeld-slimme-balans-in-de-wijk-stroomvraag-en-opwek-samen-regelen/"
)
LOGIN = "/account/inloggen/"
PRACTICE = "/oefenen/"
# Where somebody arrives who signed in.
WORK = "/werk/"
NOT_FOUND = "/bestaat-niet/"

MISSIONS = [
    MISSION,  # ED-1: bars, five sub-targets
    "/missies/klimaatneutrale-landbouw-en-natuur/",  # ED-1.5: the same as LWV-2
    "/missies/best-beschermde-en-leefbare-delta/",  # LWV-6: two years
    "/missies/langer-gezond-kleinere-verschillen/",  # GZ-C: the central mission
    "/missies/zorg-in-de-eigen-leefomgeving/",  # GZ-2: a share
    "/missies/cyberveiligheid/",  # V-4: a place in a list
    "/missies/samen-sneller-innoveren/",  # V-6: no year
]

PUBLIC = [
    HOME,
    LIST,
    "/missies/?weergave=kaarten",
    "/missies/?thema=veiligheid&jaar=2030&jaar=2036&kleur=rood",  # chips and a note
    "/missies/?thema=veiligheid&jaar=2050",  # nothing left
    *MISSIONS,
    "/matrix/",
    "/matrix/?kolommen=alles&gaten=missies&koppelingen=brief",
    "/matrix/?kolommen=bronnen&thema=veiligheid",
    "/themas/",
    "/themas/energietransitie-en-duurzaamheid/",
    "/themas/landbouw-water-en-voedsel/",
    "/themas/gezondheid-en-zorg/",
    "/themas/veiligheid/",
    "/topsectoren/",
    "/topsectoren/htsm/",
    "/departementen/",
    "/departementen/economische-zaken-en-klimaat/",
    "/organisaties/",
    "/organisaties/nwo/",
    "/sleuteltechnologieen/",
    "/sleuteltechnologieen/digitale-technologieen/",
    "/over/koppelingen/",
    LETTER,
    "/brief/?aantekeningen=zonder",
    "/bronnen/",
    "/bronnen/?nummer=32637",  # several papers
    "/bronnen/?nummer=onzin",  # a sentence at the field
    "/bronnen/kamerstuk-33009-70/",  # the letter itself
    "/bronnen/klimaatakkoord/",
    "/instrumenten/",
    "/instrumenten/cross-over-call-voor-topsectoren/",
    "/voorbeelden/",
    "/voorbeelden/kader-regeneratieve-geneeskunde/",  # a box
    "/voorbeelden/deltawerken/",  # in the prose
    "/regels/",
    "/regels/regel-r1/",
    "/begrippen/",
    "/begrippen/missie/",
    "/bedragen/",
    "/contract/",
    "/contract/2020/",  # of the practice data
    "/agendas/",
    "/agendas/kia-energietransitie-en-duurzaamheid/",
    "/agendas/kia-sleuteltechnologieen/",  # no theme
    "/agendas/additionele-agenda/",  # nobody leads it
    "/bijdragen/",  # of the practice data, as all below
    "/bijdragen/?agenda=kia-veiligheid&jaar=2020&sorteer=begroting",
    "/bijdragen/?thema=veiligheid&topsector=energie",  # nothing left
    ENTRY,
    f"{ENTRY}1.0/",
    "/verzoeken/",  # of the practice data
    "/verzoeken/?stand=answered&sorteer=wachttijd",
    "/matrix/?laag=bijdragen",
    "/missies/?bijdrage=nee",
    "/termijnen/",
    "/zoeken/",
    "/zoeken/?q=klimaatneutrale+landbouw",
    "/zoeken/?q=fotonika",
    "/data/",
    "/wijzigingen/",
    "/wijzigingen/?van=x&soort=y&pagina=9",  # sentences about what is left out
    "/missies/broeikasgasuitstoot-terugdringen/dossier.html",
    "/topsectoren/chemie/dossier.html",
    "/termijnen/?thema=veiligheid",
    "/?thema=veiligheid&topsector=htsm",
    "/over/",
    "/over/tellen/",
    "/toegankelijkheid/",
    "/privacy/",
    "/contact/",
    NOT_FOUND,
]
