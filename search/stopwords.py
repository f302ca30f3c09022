"""Words that stand in nearly every sentence and say nothing of its subject."""

STOP_WORDS = frozenset(
    """
    hoort horen komen komt krijgen krijgt bestaan bestaat heet heten
    aan al alle alles als ander andere bij binnen daar dan dat de deze die dit doen
    door dus een eens en er ge geen gaat haar had heb hebben heeft hem hen het hier hij
    hoe hun ieder iemand iets ik in is ja je jij jullie kan kon kunnen maar me meer men
    met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op
    over per reeds s staan staat t te tegen toch toe tot u uit uw van vanaf veel via
    voor waar waarom waren was wat we wel welk welke werd wezen wie wij wil
    willen word worden wordt zal ze zei zelf zich zij zijn zo zoals zonder zou zullen
    """.split()
)
