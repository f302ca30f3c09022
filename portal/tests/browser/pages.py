"""The pages that the browser visits."""

HOME = "/"
LIST = "/missies/"
LETTER = "/brief/"
MISSION = "/missies/broeikasgasuitstoot-terugdringen/"
LOGIN = "/beheer/login/"
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
    *MISSIONS,
    "/themas/",
    "/themas/energietransitie-en-duurzaamheid/",
    "/themas/landbouw-water-en-voedsel/",
    "/themas/gezondheid-en-zorg/",
    "/themas/veiligheid/",
    LETTER,
    "/over/",
    "/toegankelijkheid/",
    "/privacy/",
    "/contact/",
    NOT_FOUND,
]
