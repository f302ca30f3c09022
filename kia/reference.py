"""Reference rows of the agendas and the contract, made by `post_migrate`."""

# Kamerstuk 33 009, nr. 70: the agendas run for four years and can be adapted after two.
PERIOD = {"first_year": 2020, "last_year": 2023, "revision_year": 2022}

# (code, name, private, kind of party in the contract)
_SOURCES = [
    ("bedrijven", "Bedrijven", True, "company"),
    ("maatschappelijk", "Maatschappelijke organisaties", True, "society"),
    ("departement", "Departement", False, "department"),
    ("pps-toeslag", "PPS-toeslag", False, "department"),
    ("nwo", "NWO", False, "nwo"),
    ("to2", "TO2-instituten", False, "to2"),
    ("onderwijs", "Universiteiten en hogescholen", False, "education"),
    ("regio", "Regio", False, "region"),
    ("europa", "Europa", False, "europe"),
    ("overig-publiek", "Overig publiek", False, "other_public"),
]
SOURCES = [
    {"code": code, "name": name, "is_private": private, "party_kind": kind, "order": i}
    for i, (code, name, private, kind) in enumerate(_SOURCES, start=1)
]
