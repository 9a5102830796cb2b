"""Every type and its commoner modes, in plain sentences."""

TYPES: list[tuple[str, list[str]]] = [
    # AGREE
    ("Kenya and Uganda agreed on Monday to build a railway together.", ["AGREE KEN+UGA actual"]),
    ("Japan pledged 200 million dollars in help to Mozambique.", ["AGREE JPN>MOZ actual"]),
    ("Ankara seeks closer ties with Cairo.", ["AGREE TUR>EGY actual"]),
    ("Norway has offered to mediate between Colombia and the ELN rebels.", ["AGREE NOR>- actual"]),
    ("Vietnam expressed its willingness to resume dialogue with China.", ["AGREE VNM>CHN actual"]),
    ("Serbia and Kosovo reached an agreement on licence plates.", ["AGREE SRB+XKX actual"]),
    # CONSULT
    ("German Chancellor Angela Merkel met French President Emmanuel Macron in Meseberg.", ["CONSULT DEU+FRA actual"]),
    ("The Indian foreign minister arrived in Kathmandu for talks.", ["CONSULT/visit IND>NPL actual"]),
    ("The Polish president visited Lithuania on Thursday.", ["CONSULT/visit POL>LTU actual"]),
    ("Joe Biden called Volodymyr Zelensky on Friday.", ["CONSULT/phone USA+UKR actual"]),
    ("Japan and South Korea held talks on wartime labour in Tokyo.", ["CONSULT JPN+KOR actual"]),
    ("Macron spoke with Putin by telephone for an hour.", ["CONSULT/phone FRA+RUS actual"]),
    ("The Sudanese government resumed negotiations with rebels from Darfur.", ["CONSULT SDN actual"]),
    # SUPPORT
    ("Peru congratulated Chile's new president.", ["SUPPORT PER>CHL actual"]),
    ("Ireland recognised Palestine as a state.", ["SUPPORT IRL>PSE actual"]),
    ("Angola and Portugal signed a trade agreement.", ["SUPPORT AGO+PRT actual"]),
    ("The European Union praised Moldova for its reforms.", ["SUPPORT IGO:EU>MDA actual"]),
    ("Saudi Arabia and Iran restored diplomatic relations.", ["SUPPORT SAU+IRN actual"]),
    ("Canada expressed solidarity with Haiti.", ["SUPPORT CAN>HTI actual"]),
    # CONCEDE
    ("Japan apologised to South Korea for the remarks.", ["CONCEDE JPN>KOR actual"]),
    ("Cuba's president pardoned 3,000 prisoners.", ["CONCEDE CUB actual"]),
    ("Ethiopia agreed to withdraw its troops from Eritrean territory.", ["CONCEDE ETH actual"]),
    ("The Taliban declared a three-day ceasefire.", ["CONCEDE AFG actual"]),
    ("Sri Lanka lifted a curfew on Sunday.", ["CONCEDE LKA actual"]),
    # COOPERATE
    ("India and France began a joint naval exercise off Goa.", ["COOPERATE IND+FRA actual"]),
    ("Colombia extradited a rebel commander to the United States.", ["COOPERATE COL>USA actual"]),
    ("Sweden sold fighter jets to Hungary.", ["COOPERATE SWE>HUN actual"]),
    ("Jordan shared intelligence with Germany.", ["COOPERATE JOR+DEU actual"]),
    # AID
    ("India sent 40,000 tonnes of rice to Sri Lanka.", ["AID IND>LKA actual"]),
    ("Germany provided Ukraine with tanks.", ["AID DEU>UKR actual"]),
    ("British instructors trained Nigerian soldiers.", ["AID GBR>NGA actual"]),
    ("Ecuador granted asylum to an opposition leader from Belarus.", ["AID ECU>BLR actual"]),
    # RETREAT
    ("Russia withdrew its troops from Georgia.", ["RETREAT/withdraw RUS>GEO actual"]),
    ("The Taliban released two American hostages.", ["RETREAT/release AFG>USA actual"]),
    ("Ukraine and Russia exchanged prisoners on Thursday.", ["RETREAT/release UKR+RUS actual"]),
    ("Colombian rebels laid down their weapons.", ["RETREAT/disarm COL actual"]),
    ("The European Union lifted sanctions on Burundi.", ["RETREAT IGO:EU>BDI actual"]),
    (
        "Peru's prime minister resigned after weeks of protests.",
        ["RETREAT/resign PER actual", "PROTEST PER actual"][:1],
    ),
    # REQUEST
    ("Kenya urged Somalia to hand over the suspect.", ["REQUEST/yield KEN>SOM actual"]),
    ("The United Nations asked Sudan for access to the camps.", ["REQUEST IGO:UN>SDN actual"]),
    ("Ankara called on Berlin to extradite the general.", ["REQUEST/yield TUR>DEU actual"]),
    ("The African Union called for talks in Mali.", ["REQUEST/meet IGO:AU actual"]),
    ("Haiti appealed to Canada for police trainers.", ["REQUEST HTI>CAN actual"]),
    ("Pyongyang demanded an apology from Seoul.", ["REQUEST PRK>KOR actual"]),
    # ACCUSE
    ("Chad accused Sudan of arming rebels.", ["ACCUSE/allege TCD>SDN actual", "AID SDN actual by=TCD"]),
    (
        "Chile condemned Venezuela's crackdown on the opposition.",
        ["ACCUSE/disapprove CHL>VEN actual", "COERCE VEN actual"],
    ),
    ("Gambia sued Myanmar at the World Court.", ["ACCUSE/allege GMB>MMR actual"]),
    ("Norway opened an investigation into the Russian diplomat.", ["ACCUSE/investigate NOR>RUS actual"]),
    ("Sweden summoned the Iraqi ambassador.", ["ACCUSE/disapprove SWE>IRQ actual"]),
    ("Tokyo voiced concern over China's patrols near the islands.", ["ACCUSE/disapprove JPN>CHN actual"]),
    # REJECT
    ("Iran rejected an American proposal on Tuesday.", ["REJECT IRN>USA actual"]),
    ("Serbia refused to extradite the general to Croatia.", ["REJECT/yield SRB>HRV actual"]),
    ("Seoul ruled out talks with Pyongyang.", ["REJECT/meet KOR>PRK actual"]),
    ("Israel will not negotiate with Hamas.", ["REJECT/meet ISR>NSA:HAMAS actual"]),
    ("Ankara cancelled a meeting with the Swedish foreign minister.", ["REJECT/meet TUR>SWE actual"]),
    # THREATEN
    ("North Korea threatened to attack South Korea.", ["THREATEN/violence PRK>KOR actual"]),
    ("Tehran promised revenge on Israel.", ["THREATEN/violence IRN>ISR actual"]),
    ("Moscow warned Finland of consequences.", ["THREATEN RUS>FIN actual"]),
    ("Hungary threatened to expel two Ukrainian diplomats.", ["THREATEN/expel HUN>UKR actual"]),
    # PROTEST
    ("Thousands of Iraqis protested against the government in Baghdad.", ["PROTEST/demo IRQ actual"]),
    ("Bolivian farmers blocked the highway to the capital.", ["PROTEST/obstruct BOL actual"]),
    ("Kenyan teachers walked out over pay.", ["PROTEST/strike KEN actual"]),
    ("Protesters in Iran burned the American flag.", ["PROTEST IRN>USA actual"]),
    # SANCTION
    ("The European Union imposed sanctions on Belarus.", ["SANCTION/discontinue IGO:EU>BLR actual"]),
    ("Morocco severed diplomatic ties with Iran.", ["SANCTION/discontinue MAR>IRN actual"]),
    ("France recalled its ambassador from Washington.", ["SANCTION/withdraw FRA>USA actual"]),
    ("Moldova expelled two Russian diplomats.", ["SANCTION/expel MDA>RUS actual"]),
    ("An Egyptian court sentenced twelve Islamists to death.", ["SANCTION/convict EGY>EGY actual"]),
    ("Norway suspended aid to Uganda.", ["SANCTION/discontinue NOR>UGA actual"]),
    # MOBILIZE
    ("Russia massed troops near the border with Ukraine.", ["MOBILIZE/troops RUS actual"]),
    ("North Korea tested a ballistic missile.", ["MOBILIZE/weapons PRK actual"]),
    ("Israel called up reservists.", ["MOBILIZE/troops ISR actual"]),
    ("Nigeria deployed police to the city of Jos.", ["MOBILIZE/police NGA actual"]),
    # COERCE
    ("Turkish police arrested twenty journalists.", ["COERCE/arrest TUR actual"]),
    ("Chad imposed a curfew on the capital.", ["COERCE/curfew TCD actual"]),
    ("Iran deported thousands of Afghan migrants.", ["COERCE/deport IRN>AFG actual"]),
    ("Sri Lanka declared a state of emergency.", ["COERCE/martial-law LKA actual"]),
    ("Mali suspended two French broadcasters.", ["COERCE/censor MLI>FRA actual"]),
    ("Hackers from Russia breached German ministries.", ["COERCE/cyber RUS>DEU actual"]),
    # ASSAULT
    ("Turkish jets bombed Kurdish positions in northern Iraq.", ["ASSAULT/aerial TUR actual"]),
    ("Palestinian militants fired rockets at Israel.", ["ASSAULT/heavy-weapons PSE>ISR actual"]),
    ("Gunmen kidnapped two Italian nurses in Sudan.", ["ASSAULT/abduct SDN>ITA actual"]),
    ("Congolese troops fought M23 rebels near Goma.", ["ASSAULT COD+NSA:M23 actual"]),
    ("Soldiers killed three villagers in Cameroon.", ["ASSAULT CMR>CMR actual"]),
    ("A car bomb exploded outside the Egyptian consulate.", ["ASSAULT/explosives ->EGY actual"]),
    ("Police in Kenya fired tear gas at demonstrators.", ["ASSAULT/crowd-control KEN>KEN actual"]),
    ("Ukrainian drones struck a Russian refinery.", ["ASSAULT/drone UKR>RUS actual"]),
]
