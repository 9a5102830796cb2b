"""The set phrases of page furniture, by kind: what a line says when it is not the article's own.

Each kind has patterns that decide alone (`SURE`) and hints that only count as features of the line classifier
(`HINTS`). Sure patterns are anchored and meant for short lines; a paragraph that merely speaks of cookies or of
subscribers must stay body. All patterns are free of nested repetition, and only the ends of a long line are read.
"""

from __future__ import annotations

import re

#: The kinds of CODEBOOK section 8, in the order in which they are asked.
KINDS = (
    "credit",
    "copyright",
    "cookie",
    "disclaimer",
    "sign-up",
    "comments",
    "share",
    "advertisement",
    "related",
    "byline",
    "dateline",
    "caption",
    "other",
)

_AGENCIES = (
    r"(?:getty(?: images)?|reuters|afp|ap|a\.p\.|epa(?:-efe)?|shutterstock|alamy|istock\w*|unsplash|pixabay|wikimedia(?: commons)?"
    r"|wikipedia|flickr|xinhua|anadolu(?: agency)?|associated press|pool|handout|tass|sputnik|pti|ani|dpa|imago|pa media|pa images"
    r"|pa wire|bloomberg|kyodo(?: news)?|yonhap|facebook|twitter|instagram|screengrab|courtesy)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:gmt|utc|[ecmp][sd]?t|bst|ist|cest|cet|hkt|sast|aest|aedt|local time)(?:[+-]\d{1,2}(?::?\d{2})?)?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?(?:\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"

_SURE: dict[str, tuple[str, ...]] = {
    "credit": (
        (
            r"(?:image|photo|picture|photograph|video|graphic|illustration|cover|file|main|featured|lead|header)s?(?: image| photo)? ?"
            r"(?:source|credits?|courtesy|copyright|by|via)s?(?: of)? ?[:/|©-] ?.{0,100}"
        ),
        r"\(?(?:image|photo|picture|photograph|illustration|graphic|video)s?(?: by| courtesy of| via) (?:\w[\w.’'-]* ?){1,5}(?:[/|,] ?.{1,50})?\)?",
        r"\(?(?:image|photo|picture|photograph|pic|illustration|graphic)s?: ?.{1,80}",
        r"source: ?(?:agencies|news agencies|supplied|file|web|internet)",
        r"\(?(?:credits?|source): ?.{0,40}\b" + _AGENCIES + r"\b.{0,30}",
        r"[©(]? ?" + _AGENCIES + r"(?: images| photo| news)?(?:(?: ?[/|] ?| via )[\w .’'-]{1,60})?\)?",
        r"\(?ap photo/.{1,60}",
        r"[\w .’'-]{3,40} ?[/|] ?(?:getty images|reuters|afp(?: via getty images)?|ap|epa(?:-efe)?|shutterstock)",
        r"(?:getty images|reuters|afp)/[\w .’'-]{1,40}",
        # In brackets, or with the agency's mark before "file photo".
        r"\((?:image|photo|picture|photograph|video|graphic|illustration)s?(?: credits?)?: ?.{1,100}\)",
        r"© ?" + _AGENCIES + r"[.,]? ?(?:file )?(?:photo|image|picture)s?\.?",
    ),
    "copyright": (
        r"(?:this|distribution and use of this) (?:copy|material|content)\b.{0,80}\b(?:personal,? non-?commercial use|subscriber agreement|copyright law)\b.{0,400}",
        r"to order (?:presentation-ready )?copies\b.{0,200}",
        r"(?:registration|your use|use).{0,40}\bof this (?:web ?)?site\b.{0,30}\bconstitutes\b.{0,160}",
        r"(?:copyright|©|\(c\)|&copy;).{0,200}",
        r".{0,200}\ball rights reserved\b.{0,200}",
        r".{0,120}\bmay not be (?:published|reproduced|broadcast|rewritten|redistributed|copied)\b.{0,120}",
        r"(?:terms (?:of|and|&) (?:use|service|conditions)|privacy (?:policy|notice|statement)|terms|legal notice|imprint)(?: ?[|&·•,] ?.{0,80}| and .{0,60})?",
    ),
    "cookie": (
        r"(?:we|this (?:web)?site|our (?:web)?site|our partners).{0,60}\buses? cookies.{0,300}",
        r"(?:accept|reject|manage|allow|decline|about) (?:all )?(?:optional )?cookies?.{0,30}",
        r"cookies? (?:policy|settings|preferences|notice|consent)",
        # The words of the consent frameworks, with which whole walls are built.
        r"(?:we|.{2,30}) (?:values?|cares? about|respects?) your privacy(?:[.,:;!].{0,700})?",
        r"we,? and our (?:\d[\d,.]{0,5} )?(?:third[- ]party )?(?:partners|vendors|third parties),? .{0,60}\b(?:store|access|process|use)\b.{0,120}\b(?:cookies|device|personal data|identifiers)\b.{0,700}",
        r"(?:this|the) cookie (?:is|stores|contains)\b.{0,400}",
        r"by (?:continuing|using|clicking|browsing|accepting|signing|submitting|registering).{0,120}\byou (?:agree|consent|accept|acknowledge)\b.{0,200}",
    ),
    "disclaimer": (
        r".{0,160}\b(?:views?|opinions?)(?: and (?:views|opinions))?,? (?:expressed|stated|presented) (?:in|here|by|are|on|within)\b.{0,300}",
        r".{0,200}\bdo(?:es)? not necessarily (?:reflect|represent)\b.{0,200}",
        r".{0,120}\b(?:has not been|was not|not been) edited by\b.{0,120}",
        r".{0,80}\b(?:published|generated|auto-generated|taken) from a syndicated feed\b.{0,80}",
        r"(?:this|the) (?:story|article|piece|report|post|column|commentary) (?:was|has been|is) (?:first|originally|previously|automatically|auto-?generated|re-?published|reproduced|translated|syndicated|produced).{0,200}",
        r"(?:disclaimer|disclosure|editor[’']?s['’]? note|correction|clarification)s?:.{0,400}",
        r".{0,80}\bmay (?:earn|receive) (?:a |an )?(?:affiliate )?commission.{0,120}",
    ),
    "sign-up": (
        (
            r"(?:subscribe|sign ?up|sign in|log ?in|log out|register|create (?:an|your) account|become a (?:member|subscriber)|join (?:us|now|today|our \w+))"
            r"(?: (?:to|for|now|today|here|with|and|or|free|using|our|the|your)\b.{0,140})?[.!:»>]?"
        ),
        r"\*? ?(?:indicates|denotes) (?:a )?required(?: fields?)?\.?",
        r"(?:(?:enter |your )*e-?mail(?: address)?|first name|last name|your name|phone number|password|confirm password|username)(?: ?\*| ?\(required\))?:?",
        r"(?:get|receive) (?:the|our|your|all the|breaking|daily|weekly).{0,100}\b(?:inbox|newsletters?|e-?mail|alerts|notifications)\b.{0,60}",
        r".{0,80}\b(?:delivered|sent|straight|direct(?:ly)?) to your (?:inbox|phone|e-?mail)\b.{0,60}",
        r"(?:got|have) a (?:story|tip|news tip|confidential tip)\b.{0,12}\?.{0,120}|send us (?:a|your) (?:news )?(?:tips?|story|stories)\b.{0,80}",
        r"stay (?:updated|informed|connected|up to date|in the (?:loop|know)|ahead)\b(?: (?:with|on|by)\b.{0,100})?[.!]?",
        r"(?:don[’']t|never) miss (?:a|an|our) (?:story|update|post|article|newsletter|issue)\b.{0,60}",
        r"(?:donate|support us|give|contribute)(?: (?:now|today|here))?[.!]?",
        r"you can (?:save|manage) (?:this|saved|your) .{0,120}\b(?:account|registering)\b.{0,60}",
        r"(?:please )?check your (?:inbox|e-?mail|spam).{0,80}",
        r"(?:thank you|thanks) for (?:subscribing|signing up|your interest|reading).{0,80}",
        r"if you (?:enjoyed|liked|found) this (?:article|story|post)\b.{0,300}",
        r"get .{3,60}\bdelivered\b.{0,200}",
        r"(?:newsletters?|e-?mail alerts|subscriptions?|my account|already (?:a |have ).{3,40}|unsubscribe.{0,40}|don[’']t have an account\??.{0,30})",
        r"(?:join|follow) (?:us on|our) (?:telegram|whatsapp|facebook)\b.{0,40}",
        r"(?:download|get) (?:the|our) .{0,30}\bapp\b.{0,60}",
        r"(?:support|donate to|make a (?:donation|contribution)).{0,40}\b(?:journalism|newsroom|reporting|us|today)\b.{0,40}",
    ),
    "comments": (
        r"(?:facebook |disqus |user |reader )?comments?(?: ?\(?\d*\)?)?:?",
        r"(?:\d+|no|view all|all|show|hide|load(?: more)?|view|read(?: the)?|see(?: all)?|post a|add (?:a|your)|write a|leave a|submit a|join the|what[’']s your) (?:\d+ )?(?:comments?|reply|replies|responses?)(?: (?:on|below|here|yet).{0,60})?\.?",
        r"(?:tell us|let us know|we[’']d like to hear|send us) what you think\b.{0,200}",
        r"be the first to (?:comment|reply|react).{0,40}",
        r"your e-?mail address will not be published\.?.{0,60}",
        r"required fields are marked ?\*?\.?",
        r"(?:join|start) the (?:conversation|discussion).{0,40}",
        r"(?:comments are (?:closed|off|disabled)|leave a (?:reply|comment)|cancel reply|report (?:this )?comment|notify me of .{0,80}|save my name.{0,120}).{0,60}",
    ),
    "share": (
        r"(?:share|tweet|pin it|print|copy link|copied|link copied|save|like|email this|send)(?: ?\d+)?",
        r"(?:share|tweet|post|send|save)(?: (?:this|on|via|with|to|by|it|article|story|link|page|options|post)\b.{0,60}| ?[:|+].{0,60})",
        r"(?:facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|instagram|youtube|tumblr|messenger|viber|flipboard|threads|bluesky|tiktok|rss|e-?mail|print|more|link|\+|,| |/|\||•|·)+",
        r"(?:follow|find) (?:us|the|our|on)\b.{0,60}\b(?:facebook|twitter|instagram|linkedin|youtube|telegram|whatsapp)\b.{0,100}",
        r"follow [\w’']{2,20}(?: \w{2,20})? full coverage\b.{0,120}",
        r"follow @\w{2,30}\b.{0,200}",
        r"follow (?:us|me|him|her|them|\w+(?: \w+){0,3}) on (?:facebook|twitter|x|instagram|linkedin|youtube|telegram|whatsapp|google|flipboard|social)\b.{0,100}",
        r"(?:find|like|join|connect with|reach) us on .{0,60}",
        r"follow (?-i:[A-Z])[\w’'& -]{1,40} (?:online|on social media):?",
        r"like(?: this|:| loading)[\w .:…]{0,20}",
        r"click (?:here )?to (?:share|print|e-?mail|copy|tweet|subscribe|read|see|watch|view|listen|sign|join|follow|comment)\b.{0,80}",
        r"(?:copy|get|permanent) ?link(?: (?:copied|to clipboard))?.{0,20}|permalink|social sharing|share(?: this)? (?:story|article|post)",
        r"whatsapp channel.{0,60}",
    ),
    "advertisement": (
        r"\W*(?:advertisements?|advertising|adverts?|ads?|sponsored(?: content| by [^,;:]{1,40})?|promoted(?: content)?|paid (?:content|post)|partner content|ads? feedback)\W*",
        r"\(?(?:story|article|report|post|this article) continues? (?:below|after)\b.{0,40}",
        r"(?:scroll|keep scrolling|continue reading|skip)(?: (?:down|past|for|to(?! (?:main|primary|content|nav|footer))|ad|below)\b.{0,60})?",
        r"(?:this )?advertisement (?:has not|is not|will|continues|feature).{0,80}",
        r"remove ads.{0,40}|why (?:am i seeing|ads).{0,40}",
    ),
    "related": (
        r"(?:you (?:may|might|could|will) (?:also |even )?(?:like|love|enjoy|be interested|want|have missed)).{0,60}",
        r"(?:related|recommended|suggested|similar)(?: (?:articles?|stor(?:y|ies)|posts?|news|topics?|tags?|content|reading|links?|videos?|coverage|for you|people|countries))?(?: ?[:|].{0,200})?",
        (
            r"(?:more (?:from|on|in|about)|read (?:more|next|also|this)|also read|see also|also see|see more|don[’']t miss|must read|trending|most (?:read|popular|viewed|shared|recent|watched)|top (?:stories|news|picks)|latest (?:news|stories|posts|updates|headlines)|editor[’']?s['’]? (?:picks?|choice)|up next|next (?:article|post|story|up)|previous (?:article|post|story)|more (?:stories|news)|in (?:this|other) (?:story|article|news)|what to read next|popular (?:posts|stories|now|news)|in case you missed it|explore more|keep reading|further reading|from the archives?|our readers read next|recent (?:posts|news|articles|stories)|breaking news|live updates?|headlines)"
            r"(?: (?:on|in|about|from|here|now|today|this|stories|news|articles?|at)\b.{0,60})?(?: ?[:|»>].{0,200})?\.?"
        ),
        r"(?:newer|older) (?:posts?|articles?|stories)|(?:today[’']s|this week[’']s|our) (?:top )?(?:picks|headlines|stories|most read)",
        r"must[- ]reads?|hot (?:topics|stories)|people are (?:also )?reading|what others are reading|(?:from )?(?:around|across) the web|from our partners",
        r"(?:read(?: more| also| next| this)?|also read|see also|related|watch|listen|in pictures|explained|gallery|video|must read|recommended)(?: ?[|:»>]+| ?[-–—] ).{1,200}",
        r"(?:back to (?:top|video)|view (?:all|more|gallery|comments)|see all|show more|load more|view more|read the full (?:story|article).{0,60})",
    ),
    "byline": (
        r"(?-i:[A-Z]).{3,300}\bcontributed (?:reporting|research|to this (?:report|story|article))\b.{0,80}",
        r"(?:write|e-?mail|reach|contact) (?:to )?(?-i:[A-Z])[\w .’'-]{2,50} at \S{1,40}@\S{3,60}",
        # Names only: the capitals are asked for although the kind ignores case elsewhere.
        r"(?-i:(?:By|BY|by)[: ] ?(?!(?:The|A|An|This|That|His|Her|Its|Their|Our|My|All|No)\b)(?:[A-Z][\w.’'-]*|(?:and|AND|of|de|da|di|van|von|bin|al|el|la|for|in|&))(?:(?: |, |/)(?:[A-Z][\w.’'-]*|(?:and|AND|of|de|da|di|van|von|bin|al|el|la|for|in|&))){0,9})(?: ?[|•·–—-] ?.{0,80})?",
        r"(?:view|see|read) all (?:posts|articles|stories) by .{1,60}|(?:see|view) (?:the )?author[’']?s?['’]? (?:posts|profile|page)",
        r"(?:admin|administrator|web ?desk|news ?desk|newsroom|staff|staff report|guest author)",
        r"(?:associated press|reuters|agence france-presse|afp|press association|pa media) in (?-i:[A-Z])[\w .,’'-]{2,40}",
        r"(?:written|reported|edited|posted|compiled|words|text|story|photographs|interview|published|authored|contributed|translated|reviewed|produced|submitted) by:? .{1,80}",
        r"\(?(?:additional )?(?:reporting|editing|writing|compiled)(?: and (?:editing|writing|reporting))? by .{1,300}",
        r"(?:about the authors?|authors?|contributors?|staff (?:writer|reporter)s?|(?:our )?(?:special |diplomatic |political |foreign )?(?:correspondent|reporter)s?|associated press(?: writers?)?|news desk|web desk|agencies|agence france-presse|online desk)(?: ?[:|].{0,80})?",
        r"(?:the )?(?:writer|author) is (?:a|an|the)\b.{0,250}",
        r"(?:from )?(?:our|staff|special) (?:correspondent|reporter|writer)s?\b.{0,60}",
    ),
    "dateline": (
        rf"(?:(?:first |last |originally )?(?:published|posted|updated|modified|created|edited|issued|date|on)(?: (?:on|at))?[: ]*)?(?:{_DAY},?\s+)?{_DATE}(?! ?--)(?:\s*[,|•·@/–—-]*\s*(?:at\s+)?(?:{_CLOCK})?\s*(?:{_ZONE})?\s*(?:\(?{_ZONE}\)?)?)?(?: ?(?:[|•·/]|[–—-](?!-)) ?.{{0,80}})?",
        rf"(?:first |last |originally )?(?:published|posted|updated|modified)(?: (?:on|at))?:? ?.{{0,20}}(?:{_DATE}|{_CLOCK}|ago\b).{{0,120}}",
        r"(?:\d+|an?|one|two) ?(?:sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|hrs?|h|d|days?|weeks?|months?|years?) ago(?: ?[|•·,/-]? ?.{0,40})?",
        r"(?:\d+|one|two|three|four|five)[ -]?min(?:ute)?s?[ -]?(?:read|listen)(?:ing time)?.{0,20}|(?:reading|read) time:? ?\d+ .{0,20}|duration:? \d.{0,10}",
        rf"{_CLOCK}\s*{_ZONE}?",
        rf"[A-Z][A-Za-z .’'-]{{1,30}},? (?:{_DAY},? )?{_DATE}(?: ?\([A-Za-z]{{2,20}}\))?\s*[-–—:]*",
    ),
    "caption": (
        r"(?:file ?(?:photo|picture|image|pic)|caption)(?: ?[:-]|\b).{0,300}",
        r".{10,400}[.)’”\"|] ?[|(/–—-]? ?\(?(?:photo|image|picture|credit|photograph)s?(?: by| credit| courtesy(?: of)?)?[:/ ].{1,60}",
        # A photographer and an agency in brackets; a lone "(AFP)" ends many a headline and proves nothing.
        r".{10,400}\((?-i:[A-Z])[\w.’'-]{1,30}(?: [\w.’'-]{1,30}){0,4} ?/ ?[\w .&’'-]{2,40}\)\.?",
        r".{10,400}\[(?:file|photo|image|credit|courtesy)[^\]]{0,60}\]\.?",
        r".{10,400}\((?:getty(?: images)?|shutterstock|alamy|handout|courtesy [\w .’'-]{2,60}|ap photo|via [\w .’'-]{2,60})\)\.?",
        r".{10,400}[.|] ?[\w.’'& -]{3,50}/ ?(?:reuters|afp|ap|epa(?:-efe)?|getty images|pool)\.?",
        r".{10,400}(?:via getty images|ap photo/.{1,40}|getty images|file photo|/ ?(?:reuters|afp|ap|epa(?:-efe)?))\)?\.?",
    ),
    "other": (
        r"(?:an error has occurred|something went wrong|this article has been sent to|order reprints|print article|thank you)\b[\w ,’']{0,40}[.!]?",
        r"skip to (?:main |primary )?(?:content|navigation|footer).{0,40}|(?:main |primary |site )?(?:menu|navigation)|toggle (?:navigation|menu).{0,20}",
        r"(?:home|search|search for:?|submit|close|loading\.*|play|pause|next|previous|prev|contact(?: us)?|about(?: us)?|faq|help|careers|accessibility|sitemap|e-?paper|archives?|weather|login|sections?|options|settings|edition|languages?)",
        r"(?:post |page |total )?views?:? ?[\d,.]+[km]?",
        r"(?:rate|translate|bookmark) this (?:article|story|page|post)\b.{0,20}|(?:select|choose) (?:a |your )?language|translate:?",
        r"(?:(?:change|increase|decrease|adjust) )?(?:font|text) size\b.{0,20}|a[+-] ?a?[+-]?",
        r"(?:proudly )?(?:powered|theme|designed|developed) by:? (?:wordpress|blogger|disqus|ghost|substack|newspack|google|elementor|drupal|joomla)\b.{0,40}",
        r"was this (?:article|page|story|post) (?:helpful|useful|interesting|informative)\b.{0,40}|what[’']s your reaction\W*",
        r"(?:report|spotted|found|noticed) (?:an error|a typo|a mistake|error)(?: in (?:this|the) (?:article|story|text))?\W*(?:(?:let us|please|click|tell us)\b.{0,80})?",
        r"(?:filed|posted) under [\w ,&/-]{2,120}",
        r"(?:this|the) (?:image|video|photo|footage) (?:contains|may contain|shows) .{0,60}\b(?:sensitive|graphic|disturbing|offensive)\b.{0,100}",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?|posted in|tagged(?: with| as)?)(?: ?[:|].{0,300}|)",
        r"(?:home|news|world) ?(?:>|»|›|/) ?.{0,150}",
        r"page \d+ of \d+|\d+ (?:shares?|views?|likes?|reads?|votes?)|[\d,.]+[kKmM]? (?:shares?|views?|followers)",
        r"(?:listen to|watch|play|hear) (?:this |the )?(?:article|story|audio|video|podcast|report|full).{0,60}",
        r"(?:https?://|www\.)\S{3,200}",
        r"[*#_=~•·|–—.\s-]{1,80}",
        r"(?:read|get|view|open) (?:in|the) (?:app|browser).{0,20}|(?:please )?enable javascript.{0,100}|your browser .{0,100}",
    ),
}

_HINTS: dict[str, str] = {
    "credit": r"\b(?:photo|image|picture|credit|getty|shutterstock|ap photo|illustration)\b|©",
    "copyright": r"\b(?:copyright|rights reserved|privacy|terms of)\b|©",
    "cookie": r"\b(?:cookies?|consent|preferences|opt[- ]out)\b",
    "disclaimer": r"\b(?:views expressed|opinions?|disclaimer|editorial (?:team|staff|policy)|affiliate|commission|syndicat\w+)\b",
    "sign-up": r"\b(?:subscri\w+|newsletters?|sign up|inbox|e-?mails?|log ?in|register|account|membership|free trial|app)\b",
    "comments": r"\b(?:comments?|reply|conversation|moderat\w+)\b",
    "share": r"\b(?:share|tweet|facebook|twitter|whatsapp|instagram|linkedin|follow (?:us|me|on))\b|@\w",
    "advertisement": r"\b(?:advert\w*|sponsored|promo\w*|deals?|shop|buy|prices?|discount|offer)\b",
    "related": r"\b(?:read more|related|recommended|watch|video|podcast|gallery|photos|more from|trending|stories|latest|explainer|analysis|live)\b",
    "byline": r"^by\b|\b(?:correspondent|reporter|editor|writer|columnist|journalist|author|contributor|producer|reporting by)\b",
    "dateline": rf"\b(?:published|updated|posted|ago|{_DATE})\b|\b\d{{1,2}}:\d{{2}}\b|\bread$",
    "you": r"\b(?:you|your|you’re|you're|we|our|us)\b",
    "said": r"\b(?:said|says|told|added|according to)\b",
}

#: Words or beginnings of words without which a hint cannot be there; most lines have none of them, and looking for them
#: costs a tenth of the pattern. A line is read with a line break before it, so that one stands for its beginning.
_STEMS: dict[str, str] = {
    "credit": "photo image picture credit getty shutterstock illustration ©",
    "copyright": "copyright rights privacy terms ©",
    "cookie": "cookie consent preferences opt",
    "disclaimer": "views opinion disclaimer editorial affiliate commission syndicat",
    "sign-up": "subscri newsletter sign inbox mail log register account membership trial app",
    "comments": "comment reply conversation moderat",
    "share": "share tweet facebook twitter whatsapp instagram linkedin follow @",
    "advertisement": "advert sponsored promo deal shop buy price discount offer",
    "related": "read related recommended watch video podcast gallery photos more trending stories latest explainer analysis live",
    "byline": "\nby correspondent reporter editor writer columnist journalist author contributor producer reporting",
    "dateline": "publi updat post ago read 0 1 2 3 4 5 6 7 8 9",
}

_LONG = 700
#: A line that opens with a quotation is somebody's words.
_QUOTES = ("“", "”", '"', "‘", "«", "„", "'")
#: Sure patterns must fit the whole line; case does not matter for any of them.
SURE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for kind in KINDS for pattern in _SURE.get(kind, ())
)
HINTS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (kind, tuple(_STEMS.get(kind, "").split(" ")), re.compile(pattern, re.IGNORECASE))
    for kind, pattern in _HINTS.items()
)


#: Alone on a line they are buttons, though pictures come from them, too.
_NETWORKS = frozenset(("facebook", "twitter", "instagram"))


def sure_kind(line: str) -> str | None:
    """Return the kind of a line that is furniture by its words alone, or None."""
    if len(line) > _LONG or line.startswith(_QUOTES):
        return None
    if line.lower() in _NETWORKS:
        return "share"
    for kind, pattern in SURE:
        if pattern.fullmatch(line):
            return kind
    return None


def hinted(line: str) -> tuple[str, ...]:
    """Return the hints that the line holds, by name, reading at most its first and last few hundred characters."""
    words = line if len(line) <= _LONG else f"{line[:350]} {line[-350:]}"
    lowered = f"\n{words.lower()}"
    return tuple(
        kind for kind, stems, pattern in HINTS if any(map(lowered.__contains__, stems)) and pattern.search(words)
    )
