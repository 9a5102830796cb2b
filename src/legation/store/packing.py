"""Forms of records and events as they lie in the file: JSON, deflated with a dictionary of what every form repeats.

A form is small and says the same names again and again; the dictionary makes it a fifth as long, so that a table of a
million events fits into memory. `DICTIONARY` is part of the file format: changing it needs a migration.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

import sqlalchemy as sa

from legation.errors import LedgerError

DICTIONARY: Final = (
    '"basis":"inferred","beneficiary":"precision":"month","precision":"year","precision":"range","known":"presumed","relay":true,'
    '"status":"historical","status":"future","status":"hypothetical","status":"negated","stance":"denies","stance":"confirms",'
    '"voice":"third","voice":"unnamed","voice":"adversary","voice":"party","kind":"killed","kind":"injured","kind":"arrested",'
    '"type":"RETREAT","type":"CONCEDE","type":"MOBILIZE","type":"PROTEST","type":"AID","type":"COOPERATE","type":"THREATEN",'
    '"type":"SANCTION","type":"REJECT","type":"SUPPORT","type":"REQUEST","type":"COERCE","type":"AGREE","type":"ACCUSE",'
    '"type":"ASSAULT","type":"CONSULT","mode":"phone","mode":"visit","mode":"allege","mode":"disapprove","mode":"arrest",'
    '"sector":"REB","sector":"OPP","sector":"COP","sector":"CVL","sector":"MIL","sector":"GOV","span":['
    '"because":[{"first":"r","reasons":["same kind of act","same mode, ","same word, “","same parties","both name ",'
    '"same day, 202","told in the same days","told just after","same place, ","same words: ","same sentence of a wire story",'
    '"same wire story"],"second":"r","weight":],"conflicts":[{"versions":[{"reports":["r"],"value":"}],"what":"day"}],'
    '"quoted":true,"speaker":"","addressee":null,"channel":null,"org_or_country":null,"predecessor":null,"date_expr":null,"change":"takes",'
    '"where":{"admin1":null,"country":"","latitude":,"longitude":,"name":"","precision":"city","span":[]},'
    '{"about":null,"actors":[{"code":"USA","evidence":["name"],"known":"text","name":"","office":"President","sector":"GOV","span":[]}],'
    '"attribution":[{"actor":{"code":"","known":"text","name":"","sector":"GOV","span":[]},"channel":null,"relay":false,'
    '"span":[],"stance":"asserts","verb":"say"}],"because":[],"claims":[{"article":"","principal":null,"published":"20",'
    '"report":"r","stance":"asserts","status":"actual","superseded_by":null,"toll":[],"trigger":[],"who":null,"wire":""}],'
    '"confidence":0.8,"conflicts":[],"contexts":[],"denied_by":[],"effective":null,"id":"r","initiator":null,'
    '"made_by":"lexicon:.txt:","mentions":[{"attribution":[],"confidence":0.7,"made_by":"lexicon:.txt:",'
    '"reasons":["verb “"],"sentence":[],"status":"actual","text":"","trigger":[]}],"mode":null,"n_articles":1,"n_origins":1,'
    '"n_outlets":1,"n_reports":1,"origins":["article "],"others":[],"quad":1,"recipients":[{"code":"","known":"text","name":"",'
    '"sector":"GOV","span":[]}],"reports":[{"actor_at":null,"articles":[{"id":"","published":"20","source":"https://www.",'
    '"title":null}],"chain":[],"confidence":0.8,"id":"r","made_by":"lexicon:.txt:","mode":null,"n_sentence":1,"quote":"",'
    '"recipient_at":null,"sentence":[],"status":"actual","text_length":,"trigger":[],"type":"","voice":"narrator"}],'
    '"score":-3.5,"status":"actual","toll":[],"type":"","voice":"narrator","when":{"basis":"expression","end":"20",'
    '"precision":"day","reasons":["” counted from 20"],"span":null,"start":"20"},"where":null}'
).encode()

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dumps(form: Any) -> str:
    """Return JSON with sorted keys: equal forms are equal texts."""
    return _ENCODER.encode(form)


def pack(form: Any) -> bytes:
    """Return a form as it lies in the file."""
    packer = zlib.compressobj(6, zdict=DICTIONARY)
    return packer.compress(dumps(form).encode("utf-8", "surrogatepass")) + packer.flush()


def unpack(content: bytes) -> Any:
    """Return the form of bytes. Raises ValueError where they are none."""
    unpacker = zlib.decompressobj(zdict=DICTIONARY)
    try:
        return json.loads((unpacker.decompress(content) + unpacker.flush()).decode("utf-8", "surrogatepass"))
    except zlib.error as error:
        raise ValueError(str(error)) from error


class Packed(sa.types.TypeDecorator[Any]):
    """A column of forms."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> bytes | None:
        """Pack on the way in."""
        del dialect
        return None if value is None else pack(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Unpack on the way out. Raises LedgerError where the bytes are damaged."""
        del dialect
        try:
            return None if value is None else unpack(value)
        except ValueError as error:
            raise LedgerError("a record is damaged", remedy="`legation doctor` says which; restore a backup") from error
