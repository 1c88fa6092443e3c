# ruff: noqa: E501 - tables of words and signs, one line a script
"""Names and streets in seven scripts besides Latin and Arabic, where they are introduced.

The tagger and the name lists know Latin letters only. A name counts behind the words people introduce one with, with a
patronymic, or between a family name that is common and a title; a street by the word for it and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_BIG = r"[А-ЯЁЂЃЄІЇЈЉЊЋЌЎЏҐ][а-яёђѓєіїјљњћќўџґ'’]{1,20}(?:-[А-ЯЁЂЃЄІЇЈЉЊЋЌЎЏҐ][а-яёђѓєіїјљњћќўџґ'’]{1,20})?"
_CYRILLIC_NAMES = (
    re.compile(
        r"(?<!\w)(?i:меня зовут|мо[её] имя|имя(?: и фамилия)?|фамилия|фио|на имя|мене звати|мо[єе] ім['’]я|ім['’]я|прізвище|казвам се|"
        r"име(?:то ми е)?|зовем се|моје име је|господин|госпожа|г-н|г-жа|пан[іи]?|доктор|врач|позовите|позвоните|передайте|"
        rf"с уважением,?|с ув\.,?)(?: это| есть)?[:\s–—-]{{1,3}}(?P<value>{_BIG}(?:[ \u00a0]{_BIG}){{0,2}})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?P<value>(?:{_BIG}[ \u00a0])?{_BIG}[ \u00a0][А-ЯІЇЄ][а-яёіїє]{{2,18}}(?:ович|евич|йович|овн[аыеу]|евн[аыеу]|ївн[аи]|"
        rf"івн[аи])(?:[ \u00a0]{_BIG})?)(?!\w)"
    ),
)
_CYRILLIC_STREETS = (
    re.compile(
        r"(?<!\w)(?P<value>(?i:ул\.?|улица|улице|вул\.?|вулиця|проспект|просп\.|пр-т|переулок|пер\.|бульвар|бул\.|набережная|наб\.|"
        r"площадь|пл\.|шоссе|провулок)[ \u00a0](?:[А-Яа-яёіїєґ\d.-]{1,20}[ \u00a0]){0,2}[А-Яа-яёіїєґ-]{2,24},?[ \u00a0]?"
        r"(?:(?:д\.|дом|буд\.|№)[ \u00a0]?)?\d{1,4}[а-я]?(?:[/-]\d{1,3})?(?:,? ?(?:корп\.|к\.|стр\.) ?\d{1,3})?"
        r"(?:,? ?(?:кв\.|квартира|оф\.|ап\.) ?\d{1,4})?)(?!\w)"
    ),
)
_GREEK_NAMES = (
    re.compile(
        r"(?<!\w)(?i:με λένε|ονομάζομαι|το όνομά μου είναι|όνομα|ονοματεπώνυμο|κύριος|κυρία|κ\.|κα)[:\s]{1,2}"
        r"(?P<value>[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰς]{1,20}(?: [Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰς]{1,20}){0,2})(?!\w)"
    ),
)
_GREEK_STREETS = (
    re.compile(
        r"(?<!\w)(?P<value>(?i:οδός|οδό|λεωφόρος|λεωφόρο|λεωφ\.|πλατεία)(?: [Α-Ωα-ωΆ-ώ.]{2,20}){1,3},? \d{1,4})(?!\w)"
    ),
)
_HEBREW = r"(?!לא|אני|רוצה|על|עם|של|את|זה|גם|כבר|מתי|איפה)[\u05d0-\u05ea]['\u05d0-\u05ea\"־-]{1,15}"
_HEBREW_NAMES = (
    re.compile(
        rf"(?<!\w)(?:קוראים לי|שמי|השם שלי(?: הוא)?|שם(?: מלא)? ?:|מר|גברת|ד\"ר) (?P<value>{_HEBREW}(?: {_HEBREW})?)"
    ),
)
_HEBREW_STREETS = (
    re.compile(r"(?<!\w)[במל]?(?P<value>(?:רחוב|רח['׳]|שדרות|סמטת)(?: [\u05d0-\u05ea\"'׳-]{2,15}){1,3} \d{1,4})"),
)
_HINDI = (
    r"(?!(?:है|हूँ|हूं|में|पर|और|गलत|सही|लिखा|लिखें|क्या|से|का|की|के|नहीं|बदलना|चाहिए|बताइए|कब|कैसे)(?![\u0900-\u097f]))"
    r"[\u0900-\u097f]{2,15}"
)
_HINDI_NAMES = (
    re.compile(
        rf"(?<![\u0900-\u097f])(?:(?:मेरा|मेरे बेटे का|मेरी बेटी का|पति का|पत्नी का|पूरा) नाम|नाम(?= ?:)|श्री|श्रीमती|डॉ\.?|सुश्री) ?:? ?"
        rf"(?P<value>{_HINDI}(?: {_HINDI}){{0,2}})(?![\u0900-\u097f])"
    ),
)
_HINDI_STREETS = (
    re.compile(
        r"(?<!\w)(?P<value>(?:मकान|फ्लैट|प्लॉट|घर) (?:नंबर|नं\.?|संख्या) ?[\d०-९]{1,5}(?:[/-][\d०-९A-Za-z]{1,4})?"
        r"(?:, ?[\u0900-\u097f]{2,15}(?: [\u0900-\u097f]{2,15}){0,2}){0,3})"
    ),
    re.compile(
        r"(?<!\w)(?P<value>[\d०-९]{1,5}(?:[/-][\d०-९A-Za-z]{1,4})?,? (?:[\u0900-\u097f]{2,15} ){1,3}(?:मार्ग|रोड|सड़क|गली|नगर|कॉलोनी|विहार))"
        r"(?![\u0900-\u097f])"
    ),
)
_SURNAME = (
    r"(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇"
    r"吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈夏付方邹鄒熊白孟秦邱侯江尹薛闫雷龙龍史陶贺賀顾顧毛郝龚龔邵万萬覃武钱錢戴严嚴莫孔向汤湯])"
)
_HAN = r"[\u4e00-\u9fff]"
_AND = r"(?![了过着的是在不没有])"
_HAN_NAMES = (
    re.compile(
        rf"(?:我叫|我的名字(?:是|叫)|名字(?:是|叫)|姓名 ?[:：是]? ?|联系人 ?[:：]? ?|聯絡人 ?[:：]? ?|收件人 ?[:：]? ?|本人)(?P<value>{_SURNAME}{_AND}{_HAN}{{1,2}})(?!{_HAN})"
    ),
    re.compile(rf"(?P<value>{_SURNAME}{_HAN}{{0,2}}(?:先生|女士|小姐|太太|医生|醫生|老师|老師|经理|經理))"),
)
# A sign of a place's name, but not "is at", "live in", "send to".
_OF_PLACE = r"(?:(?![是在住于於到寄送址條条這这])[\u4e00-\u9fff])"
_HAN_STREETS = (
    re.compile(
        rf"(?P<value>(?:{_OF_PLACE}{{2,6}}[省市])?(?:{_OF_PLACE}{{1,5}}[区區县縣市])?{_OF_PLACE}{{1,8}}[路街道巷弄]"
        r"(?:[一二三四五六七八九十]段)?\d{1,5}[号號弄](?:\d{1,4}[室楼樓栋弄号號])*)"
    ),
)
_JAPANESE_NAMES = (
    re.compile(
        r"(?:名前は|氏名 ?[:：は] ?|お名前 ?[:：] ?)(?P<value>[\u4e00-\u9fff\u30a0-\u30ff]{2,8}(?:[ 　][\u4e00-\u9fff\u30a0-\u30ff]{1,8})?)(?=です|と|、|。|$|\s)"
    ),
    re.compile(r"(?P<value>[\u4e00-\u9fff]{2,5}|[\u30a0-\u30ff]{2,10})(?=と申します|といいます|と言います)"),
)
_JAPANESE_STREETS = (
    re.compile(
        r"(?P<value>(?:〒?\d{3}-\d{4} ?)?[\u4e00-\u9fff]{2,3}[都道府県](?:[\u4e00-\u9fff\u3040-\u30ff]{1,12}[市区町村郡]){1,3}"
        r"[\u4e00-\u9fff\u3040-\u30ff]{1,10}(?:\d{1,4}(?:丁目|番地?|号|[-−]){0,1}){1,4})"
    ),
)
_HANGUL = r"[\uac00-\ud7a3]"
_KOREAN_FAMILY = "[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용]"
_KOREAN_NAMES = (
    re.compile(
        rf"(?:이름은|이름 ?:|성함은|저는|예약자(?:는| ?:)?) ?(?P<value>{_KOREAN_FAMILY}{_HANGUL}{{1,2}})(?=입니다|이에요|예요|이고|라고|이라고|,|\.|$|\s)"
    ),
    re.compile(
        rf"(?P<value>{_KOREAN_FAMILY}{_HANGUL}{{1,2}})(?=(?:이)?라고 ?(?:합니다|해요)| ?(?:씨|님)(?!{_HANGUL}))"
    ),
)
_KOREAN_STREETS = (
    re.compile(
        rf"(?P<value>(?:{_HANGUL}{{2,7}}(?:시|도) )?(?:{_HANGUL}{{1,5}}(?:시|구|군) )?{_HANGUL}{{1,8}}\d{{0,3}}(?:로|길) ?\d{{1,4}}(?:-\d{{1,3}})?"
        r"(?:,? ?\d{1,4}(?:동|호))*)"
    ),
)
_SCRIPTS = (
    (re.compile(r"[\u0400-\u04ff]"), _CYRILLIC_NAMES, _CYRILLIC_STREETS),
    (re.compile(r"[\u0370-\u03ff]"), _GREEK_NAMES, _GREEK_STREETS),
    (re.compile(r"[\u05d0-\u05ea]"), _HEBREW_NAMES, _HEBREW_STREETS),
    (re.compile(r"[\u0900-\u097f]"), _HINDI_NAMES, _HINDI_STREETS),
    (re.compile(r"[\u3040-\u30ff]"), _JAPANESE_NAMES, ()),
    (re.compile(r"[\u4e00-\u9fff]"), _HAN_NAMES, (*_HAN_STREETS, *_JAPANESE_STREETS)),
    (re.compile(r"[\uac00-\ud7a3]"), _KOREAN_NAMES, _KOREAN_STREETS),
)


class Scripts:
    name = "scripts"
    description = "names and streets in Cyrillic, Greek, Hebrew, Devanagari, Chinese, Japanese and Korean script"
    entities = ("PERSON", "ADDRESS")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        if reading.text.isascii():
            return
        for script, names, streets in _SCRIPTS:
            if script.search(reading.text):
                for patterns, entity in ((names, "PERSON"), (streets, "ADDRESS")):
                    for pattern in patterns:
                        for match in pattern.finditer(reading.text):
                            yield Candidate(match.start("value"), match.end("value"), entity, 0.87)


recognizer = Scripts()
