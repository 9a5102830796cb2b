"""Phrases that refer back, each in brackets, with the parties that they stand for in the order of the text.

Codes without sectors; several parties joined by `+` in the order of the alphabet, `-` for nobody (or nobody that the
text lets a careful reader name). The sentences are written for Legation.
"""

REFERENCE: list[tuple[str, list[str]]] = [
    # --- it, its
    ("Iran said on Monday [it] would send [its] envoy to Geneva.", ["IRN", "IRN"]),
    ("Russia condemned the raid and demanded that Turkey withdraw [its] troops.", ["TUR"]),
    ("Ethiopia accused Eritrea of shelling a town on [its] side of the border.", ["ETH"]),
    ("The Polish government rejected the plan. [It] will put forward [its] own proposal.", ["POL", "POL"]),
    ("The ship sank after [it] hit a mine.", ["-"]),
    ("Kenya closed the border. [It] said the measure was temporary.", ["KEN"]),
    ("Japan summoned the Chinese ambassador after [its] coast guard was harassed.", ["JPN"]),
    ("The agreement collapsed a week after [it] was signed.", ["-"]),
    ("NATO said [it] would deploy more ships.", ["IGO:NATO"]),
    (
        "The Turkish foreign ministry said in a note delivered by [its] embassy in Athens that the exercise would go on.",
        ["TUR"],
    ),
    ("Hamas said [it] had released two hostages.", ["NSA:HAMAS"]),
    ("Egypt's parliament passed the law on Sunday. [Its] speaker praised the vote.", ["EGY"]),
    ("It is unclear who ordered the strike, but Israel denied that [it] was involved.", ["ISR"]),
    ("Sudan wants the United Nations to keep [its] mission out of Darfur.", ["IGO:UN"]),
    ("North Korea said it was ready for talks if Washington lifted [its] sanctions.", ["USA"]),
    ("Colombia and Peru signed a treaty on fishing. [It] takes effect in May.", ["-"]),
    # --- he, she
    ("French President Emmanuel Macron said [he] would visit Kyiv.", ["FRA"]),
    ("Angela Merkel told Vladimir Putin that [she] opposed the pipeline.", ["DEU"]),
    ("Kenyan Foreign Minister Amina Mohamed arrived in Cairo, where [she] met the Egyptian leader.", ["KEN"]),
    ("President Joe Biden praised the king of Jordan in [his] speech to Congress.", ["USA"]),
    ("The Ugandan army chief resigned. [He] had led the force since 2015.", ["UGA"]),
    ("The Chilean president spoke after the vote. [He] thanked [his] supporters.", ["CHL", "CHL"]),
    ("A Tunisian court jailed the former minister after [he] criticised the president.", ["TUN"]),
    ("Ghana's president met the queen in London. [She] welcomed [him] at the palace.", ["GBR", "GHA"]),
    # --- they, their
    ("France and Germany said [they] would suspend arms sales.", ["DEU+FRA"]),
    ("Rebels in eastern Congo said [they] had seized a town.", ["COD"]),
    ("Syrian troops shelled the town before [they] withdrew.", ["SYR"]),
    ("The police used tear gas in Nairobi after [they] were stoned by students.", ["KEN"]),
    ("Putin and Xi Jinping confirmed [their] willingness to expand trade.", ["CHN+RUS"]),
    ("Afghan farmers burned [their] crops in protest.", ["AFG"]),
    ("Greece and Turkey recalled [their] ambassadors.", ["GRC+TUR"]),
    ("The bombs fell on a market, but [they] did not explode.", ["-"]),
    ("Saudi Arabia expelled the Qatari diplomats after [they] refused to leave.", ["QAT"]),
    # --- who, which, whose
    ("Iraqi militants, [who] have held the town since May, released two hostages.", ["IRQ"]),
    ("The Libyan coast guard, [which] receives European money, opened fire.", ["LBY"]),
    ("Belarus, [whose] leader met Putin on Friday, freed ten prisoners.", ["BLR"]),
    ("The Nigerian general [who] led the coup has been arrested.", ["NGA"]),
    ("Qatar, [which] has mediated before, offered to host the talks.", ["QAT"]),
    # --- the ministry, the minister, the group
    ("The Turkish defense ministry denied the report. [The ministry] said no soldier was hurt.", ["TUR"]),
    ("Peru's interior minister visited the camp. [The minister] promised more police.", ["PER"]),
    ("The Indian army shot down a drone. [The army] did not say where it came from.", ["IND"]),
    ("Boko Haram attacked a village on Friday. [The group] has killed thousands.", ["NGA|NSA:BOKOHARAM"]),
    ("Hezbollah fired rockets across the border. [The group] said it acted in self-defence.", ["LBN|NSA:HEZBOLLAH"]),
    ("The Spanish government recalled its envoy. [The government] called the remarks offensive.", ["ESP"]),
    ("Norway's central bank raised rates. [The bank] cited inflation.", ["NOR"]),
    ("Hungarian Prime Minister Viktor Orban vetoed the loan. [The prime minister] said it was illegal.", ["HUN"]),
    ("The Kremlin said Vladimir Putin would attend. [The president] will leave on Tuesday.", ["RUS"]),
    ("Pakistani security forces killed [the country]'s most wanted man.", ["PAK"]),
    ("Venezuela freed four prisoners. [The country] has held hundreds since the vote.", ["VEN"]),
    ("Protesters stormed the parliament in Tbilisi. [The government] called it a coup.", ["GEO"]),
    ("The European Union extended its sanctions. [The bloc] also froze the assets of two banks.", ["IGO:EU"]),
    ("Thousands marched in Santiago on Friday. [Police] fired tear gas.", ["CHL"]),
    # --- the two countries, both sides
    ("Russia and Cuba seek closer ties. [The two countries] signed a pact in 2009.", ["CUB+RUS"]),
    ("Armenia and Azerbaijan traded fire. [Both sides] reported deaths.", ["ARM+AZE"]),
    ("Emmanuel Macron met Olaf Scholz in Paris. [The two leaders] discussed Ukraine.", ["DEU+FRA"]),
    ("India reopened the crossing with Pakistan after talks between [the two neighbours].", ["IND+PAK"]),
    ("Chad accused Sudan of arming rebels. Relations between [the two nations] have been tense.", ["SDN+TCD"]),
    ("Serbia signed the deal with Kosovo. [Both] must now ratify it.", ["SRB+XKX"]),
    ("Talks between Colombia's government and the ELN resumed. [Both sides] agreed to a truce.", ["COL|COL+NSA:ELN"]),
    # --- surnames, acronyms
    ("Kenyan Foreign Minister Peter Okello flew to Juba. [Okello] met rebel leaders.", ["KEN"]),
    ("[Okonkwo] Vows Reforms\nNigeria's new finance minister, Chidi Okonkwo, took office on Monday.", ["NGA"]),
    ("Former Zambian president Frank Mwale was arrested. [Mwale] denies theft.", ["ZMB"]),
    ("The Popular Front of Chad (PFC) attacked a base. [The PFC] said it took ten prisoners.", ["TCD|-"]),
    ("Jen Psaki, the White House spokeswoman, declined to comment. [Psaki] spoke on Friday.", ["USA"]),
    # --- we, our
    ("“[We] will defend [our] borders,” the Estonian prime minister said.", ["EST", "EST"]),
    ("“[I] ordered the withdrawal,” said Mali's president.", ["MLI"]),
    # --- those who must stay unknown
    ("A spokesman said [he] could not comment.", ["-"]),
    ("Two men were seen near the bank. [They] fled on foot.", ["-"]),
    ("The company cut jobs because [it] lost money.", ["-"]),
    ("It was raining when Peru's team landed, and [it] was cold.", ["-"]),
]
