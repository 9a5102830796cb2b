"""Who is actor and who recipient: voices, possessives, coordination, control, relatives, reciprocals."""

PARTIES: list[tuple[str, list[str]]] = [
    ("A Kenyan convoy was attacked by Somali militants.", ["ASSAULT SOM>KEN actual"]),
    ("Two Turkish journalists were arrested in Greece.", ["COERCE/arrest GRC>TUR actual"]),
    ("France and Germany accused Russia of espionage.", ["ACCUSE/allege FRA+DEU>RUS actual"]),
    (
        "India and Pakistan accused each other of violating the truce.",
        ["ACCUSE/allege IND>PAK actual", "ACCUSE/allege PAK>IND actual"],
    ),
    ("Russia's invasion of Ukraine began in February 2022.", ["ASSAULT RUS>UKR historical"]),
    ("The Turkish invasion of Cyprus split the island.", ["ASSAULT TUR>CYP actual"]),
    (
        "Washington, which has sanctioned the bank, welcomed Iraq's decision.",
        ["SANCTION USA actual", "SUPPORT USA>IRQ actual"],
    ),
    ("Egypt urged Israel to release the Palestinian prisoners.", ["REQUEST/yield EGY>ISR actual"]),
    (
        "Colombia and Venezuela, whose presidents met in Caracas, reopened their embassies.",
        ["CONSULT COL+VEN actual", "SUPPORT COL+VEN actual"],
    ),
    ("Armenia's prime minister met his Azerbaijani counterpart in Prague.", ["CONSULT ARM+AZE actual"]),
    ("The presidents of Chad and Niger met in Abuja.", ["CONSULT TCD+NER actual"]),
    ("Talks between Sudan and Egypt ended without result.", ["CONSULT SDN+EGY actual"]),
    ("Rebels backed by Rwanda attacked a Congolese base.", ["ASSAULT COD>COD actual"]),
    (
        "Ukraine, Moldova and Georgia signed an agreement with the European Union.",
        ["SUPPORT UKR+MDA+GEO+IGO:EU actual"],
    ),
    ("Lebanon's army, after days of shelling, fought Islamist militants.", ["ASSAULT LBN actual"]),
    (
        "The Kremlin condemned the arrest of a Russian journalist by Estonia.",
        ["ACCUSE/disapprove RUS>EST actual", "COERCE/arrest EST>RUS actual"],
    ),
    (
        "Somali pirates hijacked a Thai ship and took its crew hostage.",
        ["ASSAULT/abduct SOM>THA actual", "ASSAULT/abduct SOM actual"],
    ),
    (
        "Having expelled the Iranian envoy, Albania cut ties with Tehran.",
        ["SANCTION/expel ALB>IRN actual", "SANCTION/discontinue ALB>IRN actual"],
    ),
    ("The arrest of a Kenyan lawyer by Ugandan police caused anger.", ["COERCE/arrest UGA>KEN actual"]),
    ("Downing Street summoned the Chinese ambassador.", ["ACCUSE/disapprove GBR>CHN actual"]),
    ("The Elysee welcomed Senegal's offer.", ["SUPPORT FRA>SEN actual"]),
    (
        "NATO condemned the missile test by North Korea.",
        ["ACCUSE/disapprove IGO:NATO>PRK actual", "MOBILIZE/weapons PRK actual"],
    ),
    ("US-backed rebels shelled a Syrian army base.", ["ASSAULT SYR>SYR actual"]),
    ("Unknown gunmen shot dead a Pakistani judge.", ["ASSAULT/firearms ->PAK actual"]),
    ("North and South Korea exchanged artillery fire on Friday.", ["ASSAULT/heavy-weapons PRK+KOR actual"]),
    ("A suspected Islamist extremist stabbed a policeman in Belgium.", ["ASSAULT BEL/REB>BEL/COP actual"]),
    ("A letter pinned to the door demanded their release.", ["REQUEST/yield ->- actual"]),
    (
        "A mine killed two Senegalese soldiers as President Jacques Chirac began a visit to Dakar.",
        ["ASSAULT ->SEN actual", "CONSULT/visit FRA>SEN actual"],
    ),
    ("The documentary makers had been refused entry to Belarus.", ["REJECT BLR actual"]),
    ("Two convicted murderers were hanged in Osaka on Tuesday.", ["ASSAULT/targeted JPN/GOV>JPN/CRM actual"]),
]
