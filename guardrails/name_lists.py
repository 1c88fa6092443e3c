"""Given and family names of many countries, and those that are also everyday words. Read once, from ``names/``.

Made by ``guardrails/training/name_lists.py`` from the MIT-licensed packages ``names`` and ``Faker``.
"""

from __future__ import annotations

import functools
import gzip
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "names"
WORDS_BITS = 21  # cells of the table of common words: 2 MB of memory

# Everyday words, months, flowers, colours, cities, brands and jobs that are names too; written by hand because
# the counts the lists were made with see too few shops.
_ALSO_WORDS = """
rose rosa rosas lily lilie lilia daisy iris ivy jasmine jasmin violet viola violeta violette poppy hazel heather
holly olive oliva olivia margarita margherita marguerite dahlia laurel flora fleur fiore
amber ruby pearl perle perla jade crystal cristal diamond opal coral gold silver sterling scarlet gray grey brown
green white black blue red rusty bianca blanca bianco nero verde
april may june juni july juli august augusto mai mayo maggio marzo mars march marc abril octavia summer winter
autumn dawn eve sunday monday domingo lunes janvier mei
will mark bill bob jack rob pat sue grant chase frank ernest earnest art gene dale glen cliff ford bush wood woods
stone rock field hill lake river brook brooks forest park parks lane street church temple bridge
chance faith hope grace joy charity mercy patience prudence constance felicity victoria victoire victory destiny
melody harmony harper hunter fisher cook baker taylor tailor smith carter mason potter miller porter page butler
paris london sydney florence vienna roma rome milano milan lima santiago valencia lourdes carolina virginia georgia
dallas austin houston phoenix denver orlando madison jackson lincoln washington jordan israel china india asia chad
kenya holland france german germany berlin bern bilbao ghent graz leeds lyon nancy nice tours york lancaster chester
bath reading ireland england brittany savannah brooklyn chelsea camden devon
mercedes porsche tesla ford honda bentley royce lexus dell apple nike adidas dior chanel armani gucci zara macy
target disney alexa siri cortana barbie lego casio bosch braun siemens philips canon nokia
sir king queen prince duke earl noble rich long short young old best better good love dear sweet bliss star sky
sunny stormy rain snow frost wolf fox bear lion bird robin martin drake swan dove fish berry cherry apple plum
pepper ginger basil rosemary sage saffron angel
price cash banks bond penny nickel buck dollar major general sergeant deacon pope bishop abbot monk sharp wise keen
swift quick strong power powers case cases bell bells ring box cooper walker rider driver singer weaver webb
dot max min otto ada tom dick harry guy man mann frau herr sol luna mar pilar cruz angeles mia mio lea leo nova alba
aurora estrella luz paz gloria victor vince regina rex dominic clement pius urban christian english welsh french
spanish
and the for you are not have this that with from your was but all can had her his one our out day get has him how
man new now see two way who did its let put say she too use order orders card cards account phone email mail name
number address code room table gate ticket line
una uno der die das und ist mit von bei auf nach wie was wer les des est pas que qui dans por para con los las del
non per che il la le el en et je tu er si no da de do se te me am an in im um at so ja ok hi hey hello hallo hola
bonjour ciao ola thanks danke gracias merci grazie obrigado bitte please
wann heute morgen kaufen bezahlen hilfe termin tisch wetter frage fragen lieferung support service kunde test
zahlung weiter welche meine deine
""".split()  # fmt: skip


# Months, weekdays and feasts, folded.
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday januar februar marz mai juni juli oktober dezember montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre lunes martes miercoles jueves viernes sabado domingo janvier fevrier mars avril juin "
    "juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche gennaio "
    "febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedi martedi mercoledi giovedi venerdi "
    "domenica janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro segunda terca quarta "
    "quinta sexta januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "pasqua pascua paques ostern pasen navidad natale natal noel weihnachten kerst "
    "pasquetta pentecote pfingsten".split()
)

# What people put beside a day when they make an appointment: "lundi matin", "las cinco menos diez", "drie dagen".
_WHEN = frozenset(
    "morning mornings afternoon arvo evening tonight noon midday lunchtime asap poss tmr tmrw tomoz tomoro fortnight "
    "morgens mittags mittag abends abend vormittag vormittags nachmittag nachmittags uhr halb viertel dreiviertel "
    "ubermorgen feierabend ersten zweiten dritten vierten funften sechsten siebten achten neunten zehnten elften "
    "zwolften dreizehnten vierzehnten funfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten "
    "einundzwanzigsten zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten funfundzwanzigsten "
    "sechsundzwanzigsten siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreissigsten einunddreissigsten "
    "manana tarde noche mediodia media cuarto diez doce once nueve ocho siete seis cinco cuatro tres dos "
    "matin matinee midi soir soiree aprem demi demie quart pile lendemain veille heure heures premier premiere "
    "mattina mattino pomeriggio sera mezzogiorno mezza mezzo quarto domani dopodomani prima dopo delle alle verso "
    "manha noite amanha meia meio depois antes ochtend ochtends middag middags avond avonds morgenochtend overmorgen "
    "pasquetta half kwart uur dagen weken drie vier vijf zes zeven acht negen tien elf twaalf "
    "desmarcar remarcar santo santa saint goede paasdag pinksterdag gott".split()
)
_BETWEEN = frozenset(
    "de del della di do da des du d l la le il el las los den der dem op om am a à y e et en und ' ’".split()
)


def tells_when(words: Sequence[str]) -> bool:
    """Whether folded words are a time of day or two names of the calendar: no person, however sure the tagger is."""
    told = [word for word in words if word not in _BETWEEN]
    calendar = sum(word in CALENDAR for word in told)
    return all(word in CALENDAR or word in _WHEN for word in told) and (calendar > 1 or calendar < len(told))


@functools.cache
def _lists() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(gzip.decompress((FOLDER / f"{name}.txt.gz").read_bytes()).decode().split("\n"))
        for name in ("given", "family", "both", "ambiguous")
    } | {"words": frozenset(_ALSO_WORDS)}


@functools.cache
def places() -> frozenset[str]:
    """Cities, countries and regions, folded: alone, without an introduction, they are no persons."""
    return frozenset((FOLDER / "places.txt").read_text(encoding="utf-8").split())


@functools.cache
def brands() -> frozenset[str]:
    """Makers and figures that bear a person's name, folded, words apart by one blank: nobody who shops is meant."""
    return frozenset((FOLDER / "brands.txt").read_text(encoding="utf-8").splitlines())


def common(word: str) -> int:
    """How common a folded word is in any of eight languages: 0 rare or unknown, 3 everyday."""
    number = zlib.crc32(word.encode("utf-8", "replace"))
    cell = _table()[number >> (32 - WORDS_BITS)]
    return cell & 3 if cell >> 2 == number & 63 else 0


@functools.cache
def _table() -> bytes:
    return gzip.decompress((FOLDER / "words.gz").read_bytes())


def kind(word: str) -> str:
    """What the lists say of a folded word: G given, F family, B both, - neither; small letters: ambiguous."""
    lists = _lists()
    code = "B" if word in lists["both"] else "G" if word in lists["given"] else "F" if word in lists["family"] else "-"
    return code.lower() if word in lists["ambiguous"] or word in lists["words"] else code
