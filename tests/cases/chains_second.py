"""Second batch of chains (the form is told in `chains`): more sentence borders, relays, nouns of claiming, headlines.

`UNSEEN_SECOND` is of the unseen half: nobody debugs on it.
"""

SECOND_CHAINS: list[tuple[str, list[str]]] = [
    (
        "Gunmen abducted a Norwegian engineer near Port Harcourt, Nigerian police said on Friday. They said the men had also killed two guards.",
        ["abducted ASSAULT - actual by=NGA verb=say", "killed ASSAULT - actual by=NGA verb=say"],
    ),
    (
        "Cameroon's communications minister, Rene Sadi, held a news conference on Tuesday. Nigerian soldiers had attacked a post in the far north, he told reporters.",
        ["attacked ASSAULT NGA actual by=CMR verb=tell via=briefing"],
    ),
    (
        "Paris summoned the Malian envoy on Monday. Malian troops, the foreign ministry said, had arrested a French agronomist without cause.",
        ["summoned ACCUSE FRA actual by=-", "arrested COERCE MLI actual by=FRA verb=say"],
    ),
    (
        "The government in Quito published photographs of the wreck. It says Colombian planes bombed the camp from Ecuadorean airspace.",
        ["bombed ASSAULT COL actual by=ECU verb=say"],
    ),
    (
        "Ivory Coast's cabinet met for five hours. In a communique read on national television, it said French helicopters had attacked a barracks.",
        ["attacked ASSAULT FRA actual by=CIV verb=say via=statement"],
    ),
    (
        '"This is aggression," the Syrian foreign minister said. "Israeli planes bombed a farm. They killed nine workers."',
        ["bombed ASSAULT ISR actual by=SYR verb=say", "killed ASSAULT ISR|- actual by=SYR"],
    ),
    (
        "Two Lebanese judges were arrested in Damascus, the Beirut daily An-Nahar reported, quoting judicial sources.",
        ["arrested COERCE SYR|- actual by=unnamed relay=Nahar"],
    ),
    (
        "The Tasnim agency cited an Iranian commander as saying that American drones had attacked a post near Chabahar.",
        ["attacked ASSAULT USA actual by=IRN relay=Tasnim"],
    ),
    (
        "Paraguay expelled a Taiwanese trader, a police chief told Reuters.",
        ["expelled SANCTION|COERCE PRY actual by=PRY|unnamed verb=tell relay=Reuters"],
    ),
    (
        "A video of the Polisario commander, carried on Algerian television, said Moroccan drones had killed three nomads.",
        ["killed ASSAULT MAR actual by=ESH|NSA:POLISARIO|DZA|unnamed"],
    ),
    (
        "According to Le Figaro, which quoted a French minister, Algeria has released a jailed novelist.",
        ["released RETREAT DZA actual by=FRA relay=Figaro"],
    ),
    (
        "Rodong Sinmun said American soldiers had crossed the line and kidnapped a farmer.",
        ["kidnapped ASSAULT USA actual by=PRK via=state-media"],
    ),
    (
        "Radio Hanoi said American planes had bombed a dike near Nam Dinh.",
        ["bombed ASSAULT USA actual by=VNM via=state-media"],
    ),
    (
        "According to Xinhua, Japanese ships seized a Chinese trawler near the Diaoyu islands.",
        ["seized COERCE|ASSAULT JPN actual by=CHN via=state-media"],
    ),
    (
        "Thailand's army denied on Sunday that it had shelled a temple in Cambodia.",
        ["shelled ASSAULT THA negated by=THA verb=deny stance=denies"],
    ),
    (
        "Nigeria's government has admitted that its planes bombed a camp for the displaced.",
        ["bombed ASSAULT NGA actual by=NGA verb=admit stance=confirms"],
    ),
    (
        "Beijing denied having detained the Swedish publisher, but Stockholm confirmed that Chinese police had arrested him.",
        [
            "detained COERCE CHN negated by=CHN verb=deny stance=denies",
            "arrested COERCE CHN actual by=SWE verb=confirm stance=confirms",
        ],
    ),
    (
        "A Hague tribunal convicted the Bosnian Serb general of killing prisoners at Bratunac.",
        ["killing ASSAULT BIH|SRB historical|actual by=---|NLD|IGO:ICTY|IGO:ICC|IGO:UN"],
    ),
    (
        "French prosecutors say Rwandan rebels shot down the president's plane.",
        ["shot ASSAULT RWA actual|historical by=FRA verb=say"],
    ),
    (
        "The Supreme Court in Islamabad heard that Indian agents had killed a cleric in Karachi.",
        ["killed ASSAULT IND actual|historical by=-|PAK|unnamed"],
    ),
    (
        "Fishermen told the radio that Yemeni guards had fired on their boats.",
        ["fired ASSAULT YEM actual by=unnamed|---|YEM verb=tell"],
    ),
    (
        "Western intelligence officials believe that Libya deployed mercenaries in Chad.",
        ["deployed MOBILIZE LBY actual by=unnamed verb=believe"],
    ),
    (
        "Egyptian soldiers shot dead two Sudanese migrants at the border, a security source in El Arish said.",
        ["shot ASSAULT EGY actual by=unnamed|EGY verb=say"],
    ),
    (
        "Iran's foreign minister met his Omani counterpart in Muscat, the Omani news agency said.",
        ["met CONSULT IRN+OMN actual by=OMN verb=say"],
    ),
    (
        "Lula called Zelensky on Sunday, according to the presidential palace in Brasilia.",
        ["called CONSULT BRA+UKR actual by=BRA"],
    ),
    (
        "Thein Sein told the visiting British minister that Karen rebels had attacked a police post, the New Light of Myanmar reported.",
        ["attacked ASSAULT MMR actual by=MMR"],
    ),
    ("Turkish police arrested three Dutch spies: newspaper", ["arrested COERCE TUR actual by=unnamed|TUR"]),
    ("Azerbaijan shelled village, Armenia says", ["shelled ASSAULT AZE actual by=ARM verb=say"]),
    ("India shot down Pakistani drone, officials say", ["shot ASSAULT IND actual by=unnamed verb=say"]),
    ("Kenya: Ugandan police arrest ten fishermen", ["arrest COERCE UGA actual by=-"]),
    ("Finnish guards arrested two smugglers, who said they came from Murmansk.", ["arrested COERCE FIN actual by=-"]),
    (
        "Brazilian police killed eight people in a raid in Rio on Friday, citing an attack on a patrol the day before.",
        ["killed ASSAULT BRA actual by=-"],
    ),
    (
        "The army attacked the rebel town of Juba, which reporters have not been able to reach, on Wednesday.",
        ["attacked ASSAULT SSD|SDN|- actual by=-"],
    ),
    (
        "Mozambican troops captured the rebel base at Gorongosa. The rebels' leader, who told supporters last week that he would not leave, escaped.",
        ["captured ASSAULT|COERCE MOZ actual by=-"],
    ),
    (
        "The Philippines protested on Monday at what it calls the seizure of its boats.",
        ["protested ACCUSE|PROTEST PHL actual by=-"],
    ),
    (
        "Georgia's allegation that Russian jets had bombed Tsitelubani was examined by experts.",
        ["bombed ASSAULT RUS actual|hypothetical by=GEO"],
    ),
    (
        "Haiti's police were accused by three rights groups of killing prisoners in Les Cayes.",
        ["killing ASSAULT HTI actual by=---|unnamed|HTI"],
    ),
    (
        "Sri Lankan planes bombed an orphanage, the Tamil Tigers said, while the army said it had attacked a training camp.",
        [
            "bombed ASSAULT LKA actual by=NSA:LTTE|NSA:TAMILTIGERS|LKA verb=say",
            "attacked ASSAULT LKA actual by=LKA verb=say",
        ],
    ),
    (
        "Poland has expelled a Belarusian colonel, Warsaw announced, and Minsk said it had arrested a Polish monk.",
        ["expelled SANCTION POL actual by=POL verb=announce", "arrested COERCE BLR actual by=BLR verb=say"],
    ),
]
UNSEEN_SECOND: list[tuple[str, list[str]]] = [
    (
        'The Israeli army said it had no comment. "Their soldiers shot my brother at the fence," said Ahmed Nasser, a farmer. "They also arrested two of our workers."',
        [
            "shot ASSAULT ISR|- actual by=---|PSE|unnamed|ISR verb=say",
            "arrested COERCE ISR|- actual by=---|PSE|unnamed|ISR",
        ],
    ),
    (
        '"Somali pirates seized the ship at dawn and took it to Eyl," the Ukrainian foreign ministry said in a statement. "They are holding seventeen Ukrainians."',
        ["seized ASSAULT|COERCE SOM actual by=UKR verb=say via=statement"],
    ),
    (
        "A Taliban spokesman, Zabihullah Mujahid, called several newspapers. He said Pakistani jets had bombed a refugee camp in Khost.",
        ["bombed ASSAULT PAK actual by=NSA:TALIBAN|AFG verb=say"],
    ),
    (
        '"We did not start this. Turkish soldiers fired at our boat first," the Greek captain told state radio. A Turkish general said Greek sailors had fired flares.',
        ["fired ASSAULT TUR actual by=GRC|unnamed verb=tell", "fired ASSAULT GRC actual by=TUR verb=say"],
    ),
    (
        "Hundreds fled the village of Dara on Sunday. Survivors spoke of a massacre. Guinean soldiers shot everyone they saw, one of them said.",
        ["shot ASSAULT GIN actual by=unnamed verb=say"],
    ),
    (
        "South Africa raided houses in Gaborone before dawn. Botswana's foreign minister, Gaositwe Chiepe, said that South African commandos had killed twelve people. Her ministry added that the soldiers had abducted a child.",
        [
            "raided ASSAULT|COERCE ZAF actual by=-",
            "killed ASSAULT ZAF actual by=BWA verb=say",
            "abducted ASSAULT ZAF|- actual by=BWA verb=add",
        ],
    ),
    (
        "Bloomberg, quoting people briefed on the matter, said India had detained two Chinese executives.",
        ["detained COERCE IND actual by=unnamed relay=Bloomberg"],
    ),
    (
        "Rebels shot down a government jet over Daraa, Al Arabiya television said, citing opposition activists.",
        ["shot ASSAULT SYR|- actual by=SYR|unnamed relay=Arabiya"],
    ),
    (
        '"Burundi\'s army killed my sons," a widow in Cibitoke told the BBC.',
        ["killed ASSAULT BDI actual by=BDI|unnamed|---|COD verb=tell relay=BBC"],
    ),
    (
        "The ministry's message, reposted by the Serbian embassy in Vienna, said Kosovo police had arrested a priest.",
        ["arrested COERCE XKX actual by=SRB relay=embassy"],
    ),
    (
        "Yonhap reported on Thursday that North Korea had fired two missiles, quoting the South Korean military.",
        ["fired MOBILIZE|ASSAULT|THREATEN PRK actual by=KOR relay=Yonhap"],
    ),
    (
        "Armenian soldiers shelled three villages, Azerbaijan's state news agency reported.",
        ["shelled ASSAULT ARM actual by=AZE via=state-media"],
    ),
    (
        "Ukrainian shells killed two women in Belgorod, Tass reported.",
        ["killed ASSAULT UKR actual by=RUS via=state-media"],
    ),
    (
        "Sudan's official SUNA agency said Chadian planes had bombed two villages in Darfur.",
        ["bombed ASSAULT TCD actual by=SDN via=state-media"],
    ),
    (
        "The White House confirmed that Venezuela had released six American prisoners.",
        ["released RETREAT VEN actual by=USA verb=confirm stance=confirms"],
    ),
    (
        "Angola rejects reports that its soldiers killed Congolese villagers, calling them an invention.",
        ["killed ASSAULT AGO negated by=AGO"],
    ),
    (
        "Neither army would confirm that Israeli planes had attacked the convoy, a United Nations observer said.",
        ["attacked ASSAULT ISR actual|hypothetical|negated by=IGO:UN|unnamed"],
    ),
    (
        "Judges in Dakar found Chad's former president guilty of torturing and killing opponents.",
        ["killing ASSAULT TCD historical|actual by=SEN"],
    ),
    (
        "A Bangladeshi court sentenced six Pakistani officers in absentia for the killing of teachers in 1971.",
        ["killing ASSAULT PAK historical by=BGD"],
    ),
    (
        "Four Ugandans were charged by a Kenyan court with bombing a bar in Mombasa.",
        ["bombing ASSAULT UGA actual|historical by=KEN"],
    ),
    ("It is said in Vientiane that Thai agents kidnapped the exile.", ["kidnapped ASSAULT THA actual by=unnamed|-"]),
    (
        "Uzbekistan has detained a Kazakh imam, his family said.",
        ["detained COERCE UZB actual by=unnamed|KAZ|--- verb=say"],
    ),
    (
        "The Cuban exile, officials in Bogota said privately, had been abducted by Venezuelan agents.",
        ["abducted ASSAULT VEN actual by=COL|unnamed verb=say"],
    ),
    (
        "Presidents Paul Kagame and Felix Tshisekedi met in Doha, Qatar's foreign ministry announced on Tuesday.",
        ["met CONSULT RWA+COD actual by=QAT verb=announce"],
    ),
    (
        "The US secretary of state met the Vietnamese president in Hanoi on Friday, a State Department spokeswoman said.",
        ["met CONSULT USA+VNM actual by=USA verb=say"],
    ),
    ("Chad rebels kill 20 soldiers - defence ministry", ["kill ASSAULT TCD actual by=TCD|unnamed"]),
    ("Kremlin: Ukraine attacked naval base in Sevastopol", ["attacked ASSAULT UKR actual by=RUS"]),
    ("Amnesty: Egyptian police tortured students", ["tortured ASSAULT EGY actual by=NGO:AMNESTY"]),
    ("Explainer: Why Israel bombed Qatar", ["bombed ASSAULT ISR actual by=-"]),
    (
        "Kuwait expelled the Iraqi consul on Monday, saying his staff had bought state secrets.",
        ["expelled SANCTION KWT actual by=-"],
    ),
    (
        "Ethiopian jets bombed Mekelle on Thursday. The government says it will not negotiate.",
        ["bombed ASSAULT ETH actual by=-"],
    ),
    (
        "Iceland recalled its ambassador from London, and newspapers in Reykjavik reported long queues at banks.",
        ["recalled SANCTION ISL actual by=-"],
    ),
    (
        "Bulgaria deported five Syrians on Sunday; a spokeswoman for the Red Cross said their children were ill.",
        ["deported COERCE BGR actual by=-"],
    ),
    (
        "Amid claims by Khartoum that Ugandan troops had attacked Kajo Keji, the talks were put off.",
        ["attacked ASSAULT UGA actual|hypothetical by=SDN"],
    ),
    (
        "Bahrain arrested an Iranian sailor on suspicion of bombing a pipeline.",
        ["bombing ASSAULT IRN|- actual|hypothetical by=BHR"],
    ),
    (
        "In an attack that Nairobi blamed on Al-Shabaab, gunmen killed six teachers in Mandera.",
        ["attack ASSAULT NSA:ALSHABAAB|NSA:SHABAAB|- actual by=KEN"],
    ),
    (
        "Manila said Chinese ships rammed its boat; Beijing said the Philippine crew had attacked the coast guard.",
        ["rammed ASSAULT CHN actual by=PHL verb=say", "attacked ASSAULT PHL actual by=CHN verb=say"],
    ),
    (
        "Nicaragua says Honduran-based rebels killed five farmers, but a Honduran colonel said Nicaraguan troops shot them.",
        ["killed ASSAULT NIC|HND|- actual by=NIC verb=say", "shot ASSAULT NIC actual by=HND verb=say"],
    ),
]
