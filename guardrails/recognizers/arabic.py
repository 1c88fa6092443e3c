"""Names and streets in Arabic script, behind the words people introduce them with.

The tagger and the name lists know Latin letters only, and Arabic has no capitals: what is not introduced is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_MARKS = "\u064b-\u0652\u0640"
_WORD = rf"[\u0621-\u064a{_MARKS}]{{2,20}}"
_GAP = r"[ \u00a0]{1,2}"
# Words that end a name: what people go on with. A leading "and" (و) is looked at without it.
_PROSE = (
    "من|في|على|عن|الى|إلى|مع|هل|كم|ما|متى|أين|اين|كيف|لماذا|لكن|ثم|أو|او|أن|ان|هذا|هذه|ليس|هو|هي|غير|لا|نعم|شكرا|شكرًا|"
    "أريد|اريد|أود|اود|أحتاج|احتاج|أسكن|اسكن|أعيش|اعيش|أرغب|ارغب|لدي|عندي|رقم|رقمي|هاتفي|جوالي|بريدي|عنواني|عمري|"
    "تاريخ|مكتوب|خطأ|وتاريخ|حسابي|طلبي|طلبت|مهم|سري|موجود"
)
_NAME_WORD = rf"(?!و?(?:{_PROSE})(?![\u0621-\u064a{_MARKS}]))(?!وأ|وا[تنيحرس]){_WORD}"
_NAME = re.compile(
    r"(?<![\u0621-\u064a])(?:و?اسمي(?: هو| الكامل(?: هو)?)?|و?إسمي|الاسم(?: الكامل)?|"
    r"أدعى|ادعى|باسم|السيدة?|الآنسة|الدكتورة?)"
    rf" ?:? ?{_GAP}?(?P<value>{_NAME_WORD}(?:{_GAP}{_NAME_WORD}){{0,3}})"
)
_STREET = re.compile(
    rf"(?<![\u0621-\u064a])(?P<value>(?:شارع|طريق|جادة|زقاق|حي|ميدان)(?:{_GAP}{_WORD}){{1,4}}{_GAP}?[،,]? ?\d{{1,5}}"
    rf"(?: ?[،,] ?(?:(?:الطابق|شقة) ?\d{{1,3}} ?[،,] ?)?{_WORD})?)"
)


_PHONE = re.compile(
    r"(?<![\u0621-\u064a])[وب]?(?:رقمي|(?:رقم )?(?:ال)?(?:هاتف|جوال|موبايل|تليفون|تلفون|محمول)ي?|واتس ?(?:اب|آب)?|"
    r"(?:اتصل(?:وا)?|كلموني|كلمني|راسلني|راسلوني)(?: بي)?)(?: (?:هو|على|الرقم|رقم|الجديد|الجوال|الهاتف)){0,3} ?:? ?"
    r"(?P<value>\+?[\d٠-٩](?:[ \-.]?[\d٠-٩]){6,14})(?![\d٠-٩])"
)


class Arabic:
    name = "arabic"
    description = "names, streets and telephone numbers in Arabic script, where the sentence introduces them"
    entities = ("PERSON", "ADDRESS", "PHONE_NUMBER")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for pattern, entity in ((_NAME, "PERSON"), (_STREET, "ADDRESS"), (_PHONE, "PHONE_NUMBER")):
            for match in pattern.finditer(reading.text):
                yield Candidate(match.start("value"), match.end("value"), entity, 0.75)


recognizer = Arabic()
