"""A light guess at the language, so that what the reader cannot read is marked and not coded.

By script first, then by the commonest small words of a dozen languages; what is none of these is named by the
statistics of py3langid, loaded for it alone. A text too short to tell counts as English, as do names and numbers:
headlines without a single small word are common.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

#: A language and the words that its own texts are full of; those shared by several count for each.
_SMALL_WORDS_TABLE = """
en the of and to in that is was for on with as by at from has have had are were be it its he his they this not but said which who will would
es de la que el en y los del se las por un para con una su al lo como más pero sus le ha o este sí porque esta entre
fr de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec ses aux été cette
de der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
pt de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou
it di e il la che in un a per è una del non sono della da con si dei le al ha come anche nel più alla delle gli ma
nl de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar uit wordt hebben werd over
pl w i na z że do się nie o jest to po za od przez dla ale jak jego oraz przy przed był była być także tym które który
tr ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise dedi olduğu ancak her ne ya göre var değil
id yang dan di dengan untuk pada dari dalam ini itu tidak akan oleh ke juga telah sebagai ada atau mereka kata lebih
sv och i att det som en på är av för med den till inte har de ett om var men sig från vid så när efter kan
ro și de la în a că cu pe nu din un o mai care pentru este au fost ca sunt se după prin dar între
"""
_SMALL_WORDS: dict[str, frozenset[str]] = {
    line.split()[0]: frozenset(line.split()[1:]) for line in _SMALL_WORDS_TABLE.strip().splitlines()
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
#: Beginnings of Unicode character names, with the language that a text in the script most often has.
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
    "TAMIL": "ta",
}


def guess_language(text: str) -> str:
    """Return an ISO 639-1 code for the text; `en` where there is too little to tell, `und` for no known language."""
    sample = text[:_SAMPLE]
    script = _foreign_script(sample)
    if script:
        return script
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return "en"
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in small) / len(words) for code, small in _SMALL_WORDS.items()}
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    english = shares["en"]
    # Two small words in a headline may be chance ("El Al in talks"); a foreign text has them all over.
    if best == "en" or shares[best] < 0.15 or shares[best] * len(words) < 4 or shares[best] < english + 0.05:
        # Several of them: "on" alone is Finnish for "is".
        distinct = sum(word in counts for word in _SMALL_WORDS["en"])
        if (english >= 0.08 and distinct >= 3) or len(words) < 20:
            return "en"
        named = _by_statistics(sample)
        return "en" if named == "und" and len(words) < 40 else named
    return best


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a fifth of a second, once

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_statistics(sample: str) -> str:
    """Return the language of a Latin text that has few small words of those known here; `und` where that is unsure.

    A text with so few English words is none of English prose, whatever its letters look like (lists, tables, code).
    """
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= 0.9 and code != "en" else "und"


def _foreign_script(sample: str) -> str | None:
    """Return the language of the script that most letters belong to, None for Latin letters."""
    letters = [character for character in sample[:4000] if character.isalpha()]
    foreign = [character for character in letters if character > "\u036f"]
    if len(foreign) * 2 <= len(letters):
        return None
    names = Counter(unicodedata.name(character, "?").split()[0].split("-")[0] for character in foreign)
    (name, _), *_ = names.most_common(1)
    kana = names["HIRAGANA"] + names["KATAKANA"]
    if name == "CJK" and kana * 10 > len(foreign):
        return "ja"
    if name == "LATIN":  # Vietnamese and the like write Latin letters beyond the first blocks.
        return None
    return _SCRIPTS.get(name, "und")
