"""Chains of who says so: origin, verb, channel, relays, stance; in texts of one to four sentences.

An expectation reads `TRIGGER TYPE ACTORS STATUS by=ORIGIN [verb=] [via=] [relay=] [stance=]`: a word of the trigger, then
codes with `|` between those that are equally right and `+` between several actors. `by=-` is the narrator's own word;
an origin that is the actor itself is as right as none (ruling 20). `relay` is a word of a relay's phrase.
"""

CHAINS: list[tuple[str, list[str]]] = [
    (
        "A Sudanese warplane bombed a market in Malakal, South Sudan's army said on Sunday.",
        ["bombed ASSAULT SDN actual by=SSD verb=say"],
    ),
    (
        "Two Norwegian trawlers were seized in the Barents Sea by a Russian patrol boat, the foreign ministry in Oslo said.",
        ["seized COERCE RUS actual by=NOR verb=say"],
    ),
    (
        "Indian troops killed four infiltrators near Poonch, a Pakistani army spokesman claimed on Thursday.",
        ["killed ASSAULT IND actual by=PAK verb=claim"],
    ),
    (
        "Turkey has expelled three Dutch diplomats, Dutch Foreign Minister Wopke Hoekstra said.",
        ["expelled SANCTION TUR actual by=NLD verb=say"],
    ),
    (
        "Rebels from the FDLR killed seventeen villagers in North Kivu, the United Nations said Friday.",
        ["killed ASSAULT NSA:FDLR actual by=IGO:UN verb=say"],
    ),
    (
        "Colombia's defence minister said Venezuelan helicopters had fired on a farm in La Guajira.",
        ["fired ASSAULT VEN actual by=COL verb=say"],
    ),
    (
        "Kenya said on Tuesday that Ugandan officers had arrested thirty of its fishermen on Migingo island.",
        ["arrested COERCE UGA actual by=KEN verb=say"],
    ),
    (
        "Human Rights Watch says Burmese soldiers burned three villages and killed dozens of Rohingya civilians.",
        ["killed ASSAULT MMR actual by=NGO:HRW|--- verb=say"],
    ),
    (
        "The Polish interior minister insisted that Belarusian guards had fired shots at a Polish patrol.",
        ["fired ASSAULT BLR actual by=POL verb=insist"],
    ),
    (
        "Somalia's government told reporters Kenyan jets had bombed two villages in Gedo.",
        ["bombed ASSAULT KEN actual by=SOM verb=tell"],
    ),
    (
        "According to the Greek coast guard, Turkish vessels rammed a patrol boat off Imia.",
        ["rammed ASSAULT TUR actual by=GRC"],
    ),
    (
        "At least forty miners were killed by Congolese troops near Kolwezi, according to Amnesty International.",
        ["killed ASSAULT COD actual by=NGO:AMNESTY"],
    ),
    (
        "The Sri Lankan navy, according to Tamil politicians, arrested sixteen Indian fishermen.",
        ["arrested COERCE LKA actual by=LKA|IND|---|unnamed"],
    ),
    (
        "Moroccan police arrested a Sahrawi activist in Laayoune, according to the Polisario Front.",
        ["arrested COERCE MAR actual by=NSA:POLISARIO|ESH"],
    ),
    (
        "Nicaragua deported two Costa Rican priests, according to a statement by the Costa Rican foreign ministry.",
        ["deported COERCE NIC actual by=CRI via=statement"],
    ),
    (
        "According to local residents, Malian soldiers killed six herders outside Mopti.",
        ["killed ASSAULT MLI actual by=unnamed"],
    ),
    (
        "Saudi Arabia has detained a Jordanian businessman, Reuters reported, quoting two officials.",
        ["detained COERCE SAU actual by=unnamed relay=Reuters"],
    ),
    (
        "Chinese coast guards boarded a Philippine boat on Monday, the Inquirer reported, citing the navy in Manila.",
        ["boarded COERCE CHN actual by=PHL relay=Inquirer"],
    ),
    (
        "The Kyodo news agency quoted the Japanese foreign minister as saying that North Korea had released a Japanese tourist.",
        ["released RETREAT PRK actual by=JPN relay=Kyodo"],
    ),
    (
        "Citing people familiar with the matter, the Wall Street Journal reported that Germany had expelled a Vietnamese diplomat.",
        ["expelled SANCTION DEU actual by=unnamed relay=Journal"],
    ),
    (
        "Bolivian police arrested a Brazilian senator's aide, O Globo reported, citing the Brazilian embassy.",
        ["arrested COERCE BOL actual by=BRA relay=Globo"],
    ),
    (
        "Armenian forces shelled Tovuz, Azerbaijan's defence ministry was quoted as saying by the Turan agency.",
        ["shelled ASSAULT ARM actual by=AZE relay=Turan"],
    ),
    (
        "Israeli jets attacked a warehouse near Damascus airport, Syrian state media said.",
        ["attacked ASSAULT ISR actual by=SYR via=state-media"],
    ),
    (
        "Iranian state television reported that American helicopters had attacked an oil platform in the Gulf.",
        ["attacked ASSAULT USA actual by=IRN via=state-media"],
    ),
    (
        "Xinhua said Indian troops had crossed the line of control and attacked a Chinese patrol.",
        ["attacked ASSAULT IND actual by=CHN via=state-media"],
    ),
    (
        "American mercenaries attacked a coastal village in Matanzas, Cuban state television reported in 1981.",
        ["attacked ASSAULT USA actual|historical by=CUB via=state-media"],
    ),
    (
        "Egyptian artillery shelled Israeli positions on the canal, Cairo radio said.",
        ["shelled ASSAULT EGY actual by=EGY via=state-media"],
    ),
    (
        "Two Western diplomats said Qatar had released a Bahraini dissident.",
        ["released RETREAT QAT actual by=unnamed verb=say"],
    ),
    (
        "Jordan has quietly expelled the Syrian ambassador, a senior official who asked not to be named said.",
        ["expelled SANCTION JOR actual by=unnamed verb=say"],
    ),
    (
        "Peruvian marines killed eleven peasants in the Apurimac valley, survivors told a radio reporter.",
        ["killed ASSAULT PER actual by=unnamed verb=tell"],
    ),
    (
        "Hungary has arrested a Serbian agent, people familiar with the case say.",
        ["arrested COERCE HUN actual by=unnamed verb=say"],
    ),
    (
        "A medic and two neighbours said government troops shot dead five protesters in Omdurman.",
        ["shot ASSAULT SDN|- actual by=unnamed verb=say"],
    ),
    (
        "Prosecutors in Brussels said Iranian agents had bombed an opposition office in Antwerp.",
        ["bombed ASSAULT IRN actual|historical by=BEL verb=say"],
    ),
    (
        "The International Criminal Court has charged a Malian commander with destroying shrines and torturing women in Timbuktu.",
        ["torturing ASSAULT MLI historical|actual by=IGO:ICC|---"],
    ),
    (
        "A grand jury in Miami indicted four Cuban pilots for shooting down two civilian planes.",
        ["shooting ASSAULT CUB historical|actual by=USA"],
    ),
    (
        "A Kenyan judge jailed three Somalis on Friday for the bombing of a bus in Eastleigh.",
        ["bombing ASSAULT SOM historical|actual by=KEN"],
    ),
    (
        "The Serbian police officer, who allegedly shot three Albanian brothers, was charged by a war crimes court in Belgrade.",
        ["shot ASSAULT SRB historical|actual by=unnamed|SRB"],
    ),
    (
        "Rwanda denied that its troops had attacked a camp near Goma.",
        ["attacked ASSAULT RWA negated by=RWA verb=deny stance=denies"],
    ),
    (
        "The Israeli army confirmed on Sunday that Syrian gunners had fired on a patrol on the Golan Heights.",
        ["fired ASSAULT SYR actual by=ISR verb=confirm stance=confirms"],
    ),
    (
        "Pakistan's foreign office dismissed claims that its agents had bombed the Indian embassy in Kabul.",
        ["bombed ASSAULT PAK negated by=PAK stance=denies"],
    ),
    (
        "Uruguay's president acknowledged that Argentina had deported nine Uruguayan exiles in 1976.",
        ["deported COERCE ARG actual|historical by=URY verb=acknowledge stance=confirms"],
    ),
    (
        "The Kremlin denied on Monday that Wagner fighters had killed civilians in Moura.",
        ["killed ASSAULT NSA:WAGNER|RUS negated by=RUS verb=deny stance=denies"],
    ),
    (
        "Chad's army has confirmed the arrest of a French colonel, although Paris says he was abducted.",
        ["abducted ASSAULT TCD|- actual by=FRA"],
    ),
    (
        "Yemeni gunmen kidnapped a Finnish couple in Sanaa, the interior ministry said. It added that police had arrested two suspects.",
        ["kidnapped ASSAULT YEM actual by=YEM verb=say", "arrested COERCE YEM actual by=YEM verb=add"],
    ),
    (
        'The Armenian prime minister addressed parliament. "Azerbaijani forces attacked us along the whole border," he said.',
        ["attacked ASSAULT AZE actual by=ARM verb=say"],
    ),
    (
        '"Turkish drones struck a clinic in Sinjar. Eight people were killed in the attack," a Yazidi commander said.',
        ["struck ASSAULT TUR actual by=IRQ|---|unnamed", "attack ASSAULT TUR|- actual by=IRQ|---|unnamed"],
    ),
    (
        "Croatian guns shelled Trebinje through the night, Yugoslav officers said. They said Croatian soldiers had also attacked a convoy.",
        [
            "shelled ASSAULT HRV actual by=YUG|SRB|unnamed verb=say",
            "attacked ASSAULT HRV actual by=YUG|SRB|unnamed verb=say",
        ],
    ),
    (
        'The Tanzanian foreign minister was blunt. "Malawi has arrested our fishermen again," he said. "It has also seized their boats."',
        ["arrested COERCE MWI actual by=TZA verb=say", "seized COERCE MWI|- actual by=TZA"],
    ),
    (
        'Foreign Minister Radoslaw Sikorski described the night in Warsaw. "Russia attacked our ally with ninety missiles," he wrote on X.',
        ["attacked ASSAULT RUS actual by=POL verb=write via=post"],
    ),
    (
        "Presidents Ilham Aliyev and Recep Tayyip Erdogan met in Shusha on Friday, the Azerbaijani presidency said.",
        ["met CONSULT AZE+TUR actual by=AZE verb=say"],
    ),
    (
        "British Prime Minister Tony Blair spoke by telephone with Muammar Gaddafi, Downing Street said.",
        ["spoke CONSULT GBR+LBY actual by=GBR verb=say"],
    ),
    (
        "In a readout, the White House said President Biden had called Egyptian President Abdel Fattah al-Sisi.",
        ["called CONSULT USA+EGY actual by=USA verb=say via=statement"],
    ),
    (
        "During the meeting, Mongolian officials told the Chinese delegation that Chinese guards had arrested two herders, the Mongolian foreign ministry said.",
        ["arrested COERCE CHN actual by=MNG verb=say"],
    ),
    (
        "The Kremlin said that Putin and Lukashenko had held talks in Sochi.",
        ["talks CONSULT RUS+BLR actual by=RUS verb=say"],
    ),
    (
        "Foreign ministers of Serbia and Hungary met in Subotica, Budapest said.",
        ["met CONSULT SRB+HUN actual by=HUN verb=say"],
    ),
    (
        "Burkinabe soldiers killed thirty villagers near Djibo, Human Rights Watch said in a report.",
        ["killed ASSAULT BFA actual by=NGO:HRW|--- verb=say via=report"],
    ),
    (
        "Ukraine's air force said on Telegram that Russian missiles had struck Odesa.",
        ["struck ASSAULT RUS actual by=UKR verb=say via=post"],
    ),
    (
        "The Taliban said in a tweet that Pakistani helicopters had bombed two villages in Khost.",
        ["bombed ASSAULT PAK actual by=NSA:TALIBAN|AFG verb=say via=post"],
    ),
    (
        "Czech police arrested a Russian hacker, the interior minister wrote on Facebook.",
        ["arrested COERCE CZE actual by=CZE verb=write via=post"],
    ),
    (
        "Abkhaz forces fired on Georgian villages, Tbilisi said in a note to the United Nations.",
        ["fired ASSAULT GEO|NSA:ABKHAZIA|--- actual by=GEO verb=say via=letter"],
    ),
    (
        "Nigerian planes bombed a camp near Rann, Doctors Without Borders said in a statement.",
        ["bombed ASSAULT NGA actual by=NGO:MSF|---|FRA verb=say via=statement"],
    ),
    ("Israel bombs Beirut suburb: Lebanese army", ["bombs ASSAULT ISR actual by=LBN"]),
    ("Ukraine: Russian drones hit maternity ward", ["hit ASSAULT RUS actual by=UKR"]),
    ("UN: Rwandan troops killed civilians in Goma", ["killed ASSAULT RWA actual by=IGO:UN"]),
    ("Somali pirates release Greek tanker, says EU", ["release RETREAT SOM actual by=IGO:EU verb=say"]),
    ("Turkey deploys troops to Libya: report", ["deploys MOBILIZE TUR actual by=unnamed"]),
    (
        "Venezuelan troops crossed into Guyana, Georgetown says; soldiers seized gold barge",
        ["seized COERCE VEN|- actual by=GUY|-"],
    ),
    (
        "Khartoum accused Chad of bombing a rebel camp in Darfur.",
        ["bombing ASSAULT TCD actual by=SDN verb=accuse", "accused ACCUSE SDN actual by=-"],
    ),
    (
        "Residents accused Ethiopian soldiers of killing thirty men in Axum.",
        ["killing ASSAULT ETH actual by=unnamed verb=accuse"],
    ),
    (
        "The opposition accused Gambian police of torturing two students.",
        ["torturing ASSAULT GMB actual by=GMB verb=accuse"],
    ),
    ("Syria was accused by France of killing a minister in Beirut.", ["killing ASSAULT SYR actual by=FRA verb=accuse"]),
    (
        "Peru's government, accused by Chile of seizing three fishing boats, recalled its ambassador from Santiago.",
        ["seizing COERCE PER actual by=CHL verb=accuse", "recalled SANCTION PER actual by=-"],
    ),
    ("Bahrain has reportedly expelled two Iraqi diplomats.", ["expelled SANCTION BHR actual by=unnamed"]),
    ("Turkmenistan reportedly arrested three Uzbek officers last week.", ["arrested COERCE TKM actual by=unnamed"]),
    ("Liberian rebels reportedly attacked a village in Ivory Coast.", ["attacked ASSAULT LBR actual by=unnamed"]),
    (
        "Indian police arrested a Nepalese trader on Monday. Kathmandu said it would ask for consular access.",
        ["arrested COERCE IND actual by=-"],
    ),
    (
        "Israeli jets bombed Gaza on Tuesday, hours after Hamas said it had fired rockets at Ashkelon.",
        ["bombed ASSAULT ISR actual by=-", "fired ASSAULT NSA:HAMAS actual by=NSA:HAMAS"],
    ),
    (
        "Rebels attacked the airport in Bangui after the president, who says he will not resign, fled to Chad.",
        ["attacked ASSAULT CAF|- actual by=-"],
    ),
    (
        "Zimbabwean police beat an opposition leader who had written a letter to the court.",
        ["beat ASSAULT ZWE actual by=-"],
    ),
    (
        "The Lithuanian president condemned Belarus on Monday for hijacking the aircraft.",
        ["condemned ACCUSE LTU actual by=-"],
    ),
    (
        "Mexican marines killed a cartel leader in Culiacan, and the governor said schools would stay closed.",
        ["killed ASSAULT MEX actual by=-"],
    ),
    (
        "The Soviet Union invaded Afghanistan in December 1979, and the book describes what the Kremlin told its allies.",
        ["invaded ASSAULT RUS|SUN historical|actual by=-"],
    ),
    (
        "A United Nations report found that Kenyan soldiers had shot dead six Somali villagers.",
        ["shot ASSAULT KEN actual by=IGO:UN verb=find via=report"],
    ),
    (
        "UN investigators concluded that Syrian helicopters had bombed a convoy of the Red Crescent.",
        ["bombed ASSAULT SYR actual by=IGO:UN verb=conclude"],
    ),
    ("Video from the scene shows Hungarian police beating Syrian refugees.", ["beating ASSAULT HUN actual by=-"]),
    (
        "The Council of Europe said in a study that Azerbaijani police had beaten forty journalists.",
        ["beaten ASSAULT AZE actual by=IGO:COE|--- verb=say via=report"],
    ),
    (
        "The Islamic State group claimed it had killed nine Egyptian soldiers in Sinai.",
        ["killed ASSAULT NSA:ISIS actual by=NSA:ISIS"],
    ),
    (
        "A group that calls itself the Red Dawn shot dead an American engineer in Manila, the group said.",
        ["shot ASSAULT - actual by=-|PHL"],
    ),
    (
        "Egypt said Sudan had arrested its fishermen, while Sudan said Egyptian soldiers had attacked a post at Halayib.",
        ["arrested COERCE SDN actual by=EGY verb=say", "attacked ASSAULT EGY actual by=SDN verb=say"],
    ),
    (
        "Honduras says El Salvador bombed Tegucigalpa; El Salvador says Honduran troops attacked first.",
        ["bombed ASSAULT SLV actual by=HND verb=say", "attacked ASSAULT HND actual by=SLV verb=say"],
    ),
    (
        "Israel, the ministry in Beirut said, had shelled Naqoura, and Lebanese gunners had fired back, it said.",
        ["shelled ASSAULT ISR actual by=LBN verb=say"],
    ),
    (
        "Clashes broke out at Panmunjom on Thursday. North Korean guards shot a South Korean officer, the United Nations Command said. Pyongyang's KCNA said American soldiers had attacked first.",
        ["shot ASSAULT PRK actual by=IGO:UN|USA|KOR verb=say", "attacked ASSAULT USA actual by=PRK via=state-media"],
    ),
    (
        "Bhutan's army attacked camps of Assamese rebels on Monday. Officers in Guwahati said Bhutanese troops had killed ninety fighters. The rebels denied that the army had captured their chief.",
        [
            "attacked ASSAULT BTN actual by=-",
            "killed ASSAULT BTN actual by=IND|unnamed verb=say",
            "captured COERCE|ASSAULT BTN|- negated by=IND|---|NSA:ULFA|unnamed verb=deny stance=denies",
        ],
    ),
    (
        'Dhaka protested on Monday. "Indian guards have shot dead three of our farmers," the Bangladeshi foreign secretary said. "They have also abducted a boy." India\'s high commission declined to comment.',
        ["shot ASSAULT IND actual by=BGD verb=say", "abducted ASSAULT IND|- actual by=BGD"],
    ),
    (
        "State television in Minsk interrupted its programme. Polish guards, it said, had killed a refugee near Grodno. Warsaw called the report a lie.",
        ["killed ASSAULT POL actual by=BLR"],
    ),
    (
        "The mayor of Cucuta met reporters at the bridge. Venezuelan guardsmen shot two of his citizens, he said, and burned a truck.",
        ["shot ASSAULT VEN actual by=COL verb=say"],
    ),
]
