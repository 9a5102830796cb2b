"""Who says so: origins, channels, relays, denials."""

ATTRIBUTION: list[tuple[str, list[str]]] = [
    ("Chadian soldiers killed nine rebels, the defence ministry said.", ["ASSAULT TCD actual by=TCD"]),
    ("Ethiopia attacked a Somali village, witnesses said.", ["ASSAULT ETH>SOM actual by=unnamed"]),
    ("According to Ukraine, Russian drones hit a hospital.", ["ASSAULT RUS actual by=UKR"]),
    ("Russian drones hit a Ukrainian hospital, according to two diplomats.", ["ASSAULT RUS>UKR actual by=unnamed"]),
    (
        "The Turkish foreign ministry said Greece had arrested six Turkish fishermen.",
        ["COERCE/arrest GRC>TUR actual by=TUR"],
    ),
    ("Georgia said that Russian troops had shelled its villages.", ["ASSAULT RUS>GEO actual by=GEO"]),
    (
        "Thai soldiers crossed into Cambodia and attacked a base, the Cambodian government said in a statement.",
        ["ASSAULT THA actual by=KHM"],
    ),
    (
        "The United Nations said on Friday that rebels had kidnapped two Kenyan drivers in Sudan.",
        ["ASSAULT/abduct SDN>KEN actual by=IGO:UN"],
    ),
    (
        "Burundi deported ten Rwandans, an official said on condition of anonymity.",
        ["COERCE/deport BDI>RWA actual by=unnamed"],
    ),
    (
        "Azerbaijan said Armenia had fired on its positions; Armenia denied it.",
        ["ASSAULT ARM>AZE actual by=AZE", "ASSAULT ARM>AZE negated by=ARM"],
    ),
    ("Pakistan's army claimed it had killed twelve Afghan militants.", ["ASSAULT PAK>AFG actual by=PAK"]),
    ("Iran has released the British sailors, state television reported.", ["RETREAT/release IRN>GBR actual"]),
    ("Amnesty International said Eritrea had tortured prisoners.", ["ASSAULT/torture ERI actual by=NGO:AMNESTY"]),
    (
        "India expelled a Canadian diplomat, the foreign ministry in New Delhi announced.",
        ["SANCTION/expel IND>CAN actual by=IND"],
    ),
    ("Hezbollah claimed responsibility for the attack on the Israeli base.", ["ASSAULT NSA:HEZBOLLAH>ISR actual"]),
    ("Bolivia has reportedly arrested a Chilean general.", ["COERCE/arrest BOL>CHL actual by=unnamed"]),
]
