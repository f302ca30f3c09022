"""The actors, technologies and links of the letter: all there, on a true ground."""

import re
from itertools import chain

import pytest
from django.apps import apps

from keytech.models import KeyTechnology, TechnologyGroup, TechnologyTopsector
from kia.models import AgendaDocument, AgendaMilestone, AgendaParty
from missions.index import entries
from missions.models import (
    Mission,
    MissionDocument,
    MissionOrganisation,
    MissionTechnology,
)
from organisations.models import Kind, Organisation, OrganisationAlias, Role
from policy.models import ExampleLink, MilestoneLink, PolicyLink
from sources.mentions import names_of, pattern_of
from sources.models import Link, Sentence
from themes.models import Theme, ThemeDocument, ThemeOrganisation, ThemeTechnology

pytestmark = pytest.mark.django_db

# Every party that the letter names, and every group that it leaves without a name.
PARTIES = """
    kabinet; departementen; Ministerie van Economische Zaken en Klimaat;
    Buitenlandse Zaken; uw kamer; NWO; SIA; TO2-instituten; TKI’s;
    topteams; team ICT; StartupDelta; Invest-NL; VNO-NCW; NL in Business;
    de Werkplaats; Trade & Innovate; provincies; provincie Zuid-Holland; ROMs;
    gezondheidsfondsen; Oncode Institute; RegMedXB; BAM Infra; Arcadis;
    World Economic Forum; NAVO; EU; M.C.G. Keijzer; krijgsmacht; marine;
    veiligheidsorganisaties; civiele organisaties; zorginstellingen; tech-reuzen;
    bedrijven; grote bedrijven; mkb; startups; scale-ups; uitdagers;
    kennisstarters; universiteiten; hogescholen; HBO;
    instellingen voor toegepast onderzoek; wetenschap; wetenschappelijke veld;
    onderzoeksinstituten; onderzoeksorganisaties; kennisinstellingen;
    maatschappelijke organisaties; regionale overheden; regio’s; branches;
    investeerders; potentiële klanten; kennispartners; afnemers;
    mensen met een chronische ziekte of levenslange beperking; mensen met dementie;
    laagste en hoogste sociaal-economische groepen;
    consumenten en andere gebruikers; burgers; patiënten; werknemers;
    ketenpartners; boer; ontwerper; bouwsector; ondernemers; wetenschappers;
    onderzoekers; overheid; betrokken partijen; monteurs van windmolens;
    veiligheidsprofessional; andere diensten; waterexperts; weggebruikers;
    andere partijen met uitdagende nieuwe ideeën; topsectoren; AgriFood; Agri&Food; HTSM; LSH;
    Tuinbouw en Uitgangsmaterialen; High-Tech Systemen en Materialen;
    High Tech Systems and Materials; Life Science and Health; topsector Chemie;
    Creatieve Industrie; Topsector Energie; alle Nederlanders; netwerk rond mensen
"""
# The departments that only other sources name.
NOT_IN_THE_LETTER = {"defensie", "infrastructuur-en-waterstaat"} | {
    "justitie-en-veiligheid",
    "landbouw-natuur-en-voedselkwaliteit",
    "volksgezondheid-welzijn-en-sport",
}
ADDED = {"logistiek", "water-en-maritiem"}

TECHNOLOGIES = {
    "key": "fotonica kunstmatige-intelligentie kwantumtechnologie nanotechnologie "
    "sleuteltechnologieen",
    "digital": "blockchain digitale-technologieen encryptie",
    "mentioned": "biochips drones elektromagnetisch-spectrum onbemande-systemen "
    "regeneratieve-geneeskunde robotica ruimtevaart satellieten sensoren "
    "slimme-fabrieken social-media techniek-op-maat",
}

GROUPS = {
    "digitale-technologieen": "blockchain encryptie kunstmatige-intelligentie",
    "sleuteltechnologieen": "fotonica kunstmatige-intelligentie kwantumtechnologie "
    "nanotechnologie",
}

LINKS = {
    Role: (None, 0),
    TechnologyGroup: (7, 0),
    TechnologyTopsector: (5, 16),
    ThemeOrganisation: (13, 13),
    ThemeTechnology: (12, 0),
    ThemeDocument: (9, 2),
    MissionOrganisation: (15, 47),
    MissionTechnology: (6, 7),
    MissionDocument: (6, 4),
    PolicyLink: (103, 1),
    MilestoneLink: (33, 13),
    ExampleLink: (63, 16),
    AgendaParty: (1, 16),
    AgendaDocument: (10, 15),
    AgendaMilestone: (30, 0),
}
# Whom or what the letter joins to an instrument or a paper: anchors 4.3, and the
# actors that a sentence gives to what it names.
JOINED = """
    klimaatakkoord: kabinet topsectoren
    landbouwvisie: kabinet topsectoren
    nationaal-preventieakkoord: kabinet topsectoren
    nederland-circulair-in-2050: kabinet topsectoren
    integrale-kennis-en-innovatieagenda: bedrijven mmip overheid to2-instituten
        topsectoren wetenschap
    human-capital-agenda-2020-2023: topsectoren
    gezamenlijke-roadmap-human-capital: topsectoren
    techniekpact: topsectoren
    collectieve-internationaliseringsstrategie: regios topsectoren
    monitoring-en-effectmetingsraamwerk: betrokken-partijen topsectoren
    mkb-actieplan: kennisinstellingen mkb
    regionale-innovatie-strategieen: sleuteltechnologieen
    efro-programmas: sleuteltechnologieen
    data-intensive-smart-agrifood-chains: topsectoren
    een-loket-voor-het-mkb: chemie hogescholen mkb nwo regieorgaan-sia to2-instituten
    go-chem: chemie mkb regieorgaan-sia
    proeftuinen: regionale-overheden roms
    fieldlabs: regionale-overheden roms
    intensivering-voor-innovatie: mkb regeerakkoord to2-instituten
    thematische-technology-transfer: kabinet mkb-actieplan onderzoeksorganisaties
        oncode-institute
    thematisch-fonds-voor-kennisstarters: kennisstarters
    launching-customer: overheid
    sde-plus-regeling: onrendabele-top
    lifescience-at-work: lifesciencesatwork-nl lsh
"""
LINKED = [
    ("organisation_links", "organisation"),
    ("technology_links", "technology"),
    ("document_links", "document"),
]


def spellings(records):
    aliases = chain.from_iterable(record.aliases.all() for record in records)
    return {record.name for record in records} | {alias.name for alias in aliases}


def test_every_party_of_the_letter_is_there(register):
    parties = [name.strip() for name in " ".join(PARTIES.split()).split(";")]
    known = {name.casefold() for name in spellings(Organisation.objects.public())}

    assert [name for name in parties if name not in register.body] == []
    assert [name for name in parties if name.casefold() not in known] == []


def test_an_organisation_outside_the_letter_says_so(register):
    unnamed = Organisation.objects.exclude(grounds__passage__isnull=False)

    assert {o.slug for o in unnamed} == NOT_IN_THE_LETTER | ADDED
    for organisation in unnamed.filter(slug__in=NOT_IN_THE_LETTER):
        assert organisation.kind == Kind.DEPARTMENT
        assert organisation.grounds.filter(
            supports="record", document__isnull=False, confirmed_on=None
        ).exists()


def test_the_letter_counts_nine_topsectors_and_names_seven(register):
    topsectors = Organisation.objects.filter(kind=Kind.TOPSECTOR)
    named = topsectors.filter(grounds__passage__isnull=False).distinct()

    assert "negen topsectoren" in register.body
    assert topsectors.count() == 9
    assert set(topsectors.values_list("slug", flat=True)) - ADDED == {
        organisation.slug for organisation in named
    }
    for organisation in topsectors.filter(slug__in=ADDED):
        assert [g.is_editorial for g in organisation.grounds.all()] == [True]


def test_every_distinctive_alias_stands_in_the_letter(register):
    records = [*Organisation.objects.all(), *KeyTechnology.objects.all()]
    aliases = chain.from_iterable(
        record.aliases.filter(is_distinctive=True) for record in records
    )
    assert [a.name for a in aliases if a.name not in register.body] == []


def test_no_two_organisations_share_a_spelling(register):
    owners = {}
    for organisation in Organisation.objects.all():
        names = {organisation.name, organisation.abbreviation} - {""}
        names |= {alias.name for alias in organisation.aliases.all()}
        for name in {name.casefold() for name in names}:
            owners.setdefault(name, []).append(organisation.slug)

    assert [slugs for slugs in owners.values() if len(slugs) > 1] == []


def test_the_same_words_with_another_meaning_do_not_count(register):
    doubtful = OrganisationAlias.objects.filter(is_distinctive=False)

    assert {"Chemie", "Energie", "ICT", "MKB", "regio"} <= {
        alias.name for alias in doubtful
    }


def test_the_level_of_each_technology(register):
    for level, slugs in TECHNOLOGIES.items():
        found = KeyTechnology.objects.filter(level=level)
        assert sorted(t.slug for t in found) == slugs.split()


def test_groups_have_the_technologies_that_the_letter_gives_as_examples(register):
    for group in KeyTechnology.objects.filter(is_group=True):
        members = [link.member.slug for link in group.member_links.all()]
        assert members == GROUPS[group.slug].split()


def test_a_link_to_a_group_quotes_the_technology(register):
    for link in TechnologyGroup.objects.select_related("member", "passage"):
        names = {link.member.name, *(a.name for a in link.member.aliases.all())}
        assert any(name in link.passage.quotation for name in names), link


def test_links_by_basis(register):
    for model, (stated, editorial) in LINKS.items():
        assert model.objects.editorial().count() == editorial
        assert stated in (None, model.objects.stated().count())


def test_a_stated_link_quotes_whole_sentences(register):
    sentences = Sentence.objects.filter(paragraph__text=register)
    starts = set(sentences.values_list("start", flat=True))
    ends = set(sentences.values_list("end", flat=True))

    for model in LINKS:
        for link in model.objects.stated().select_related("passage"):
            assert link.passage.start in starts, link
            assert link.passage.end in ends, link


def test_an_editorial_link_gives_one_sentence(register):
    for model in LINKS:
        for link in model.objects.editorial():
            assert re.fullmatch(r"[A-Z](?:[^.]|\.(?:nl|eu)\b)+\.", link.reason), (
                link.reason
            )


def test_whom_a_mission_or_the_case_for_a_theme_names_is_linked_with_it(register):
    """Topsectors and departments apart: «energie» and «defensie» are no parties there."""
    told = [(mission, mission.statement) for mission in Mission.objects.all()]
    for theme in Theme.objects.all():
        grounds = theme.grounds.filter(supports="problem")
        told += [(theme, ground.passage.quotation) for ground in grounds]

    missing = [
        (str(owner), organisation.slug)
        for organisation in Organisation.objects.all()
        for owner, words in told
        if organisation.page == "organisation"
        and pattern_of(names_of(organisation)).search(words)
        and not owner.organisation_links.stated().filter(organisation=organisation)
    ]

    assert missing == []


def test_a_stated_link_quotes_whom_or_what_it_links(register):
    """One sentence that is about another party does not make a link."""
    assert unnamed() == []


@pytest.mark.parametrize(
    ("model", "end", "words"),
    [
        (MilestoneLink, {"milestone__slug": "lancering-go-chem"}, "Go-Chem"),
        (MilestoneLink, {"milestone__slug": "commitment-regmedxb"}, "commitment"),
        (ThemeDocument, {"document__slug": "missies-volledige-tekst"}, "26/missies"),
    ],
)
def test_a_stated_link_quotes_its_other_end_too(model, end, words, register):
    links = model.objects.stated().filter(**end)

    assert links
    assert all(words in link.passage.quotation for link in links)


def test_what_a_sentence_joins_to_an_instrument_or_a_paper_is_linked_with_it(register):
    found = {}
    for link in PolicyLink.objects.all():
        first, other = link.records
        found.setdefault(first.slug, set()).add(other.slug)
    for line in re.sub(r"\n {8}", " ", JOINED).strip().splitlines():
        slug, others = line.split(":")
        assert found[slug.strip()] == set(others.split()), slug


@pytest.mark.parametrize("model", [MilestoneLink, PolicyLink])
def test_a_stated_link_quotes_what_one_of_its_ends_rests_on(model, register):
    """Beside the rule above: a sentence about the party alone joins it to nothing."""
    for link in model.objects.stated().select_related("passage"):
        ends = [link.milestone] if model is MilestoneLink else link.records
        resting = [
            ground.passage
            for end in ends
            if not isinstance(end, Organisation)
            for ground in end.grounds.select_related("passage")
            if ground.passage
        ]
        own = link.passage
        assert any(p.start < own.end and own.start < p.end for p in resting), link


def unnamed():
    found = []
    for model in apps.get_models():
        if issubclass(model, Link) and model not in (Role, TechnologyTopsector):
            ends = {"organisation", "topsector"} & {f.name for f in model._meta.fields}
            for name in ends:
                links = model.objects.stated().exclude(**{name: None})
                found += [
                    str(link)
                    for link in links.select_related(name, "passage")
                    if not pattern_of(spelt(getattr(link, name))).search(
                        link.passage.quotation
                    )
                ]
    return found


def spelt(organisation):
    aliases = [alias.name for alias in organisation.aliases.all()]
    return [organisation.name, organisation.abbreviation or organisation.name, *aliases]


def test_a_role_never_comes_from_the_editors(register):
    assert not Role.objects.editorial().exists()


def test_only_where_no_reason_holds_a_mission_has_no_topsector(register):
    assert {e.code for e in entries() if not e.linked("topsector")} == {"V-1", "V-8"}


def test_a_link_of_the_theme_is_not_repeated_at_its_missions(register):
    for mission in Mission.objects.select_related("theme"):
        for name, other in LINKED:
            # A mission of its own words may say again what its theme says.
            own = getattr(mission, name).stated().values_list(other, "passage")
            of_theme = getattr(mission.theme, name).stated()
            assert not set(own) & set(of_theme.values_list(other, "passage"))


def test_a_department_of_a_theme_is_editorial(register):
    for theme in Theme.objects.all():
        links = theme.organisation_links.filter(organisation__kind=Kind.DEPARTMENT)
        assert links.exists()
        assert all(link.is_editorial for link in links)
