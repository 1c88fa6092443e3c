"""Words and phrases that introduce names, stand beside them, or are none: the tables of ``names.py``."""

from __future__ import annotations

import re

STRONG = re.compile(
    r"(?<![^\W_])(?:my (?:full |real |first |last |sur|given |family "
    r")?name(?:'s| is| was)|(?:full|first|last|sur|given|family|maiden|"
    r"guest|contact) ?name(?: is|:)?|name ?[:=]|named|the name is|call "
    r"me|"
    r"under the name(?: of)?|in the name of|ich heisse|ich heiße|heisse|"
    r"mein name ist|(?:vor|nach|familien)name(?: ist|:)?|auf den namen|"
    r"me llamo|mi nombre es|nombre ?[:=]|a nombre de|apellidos? ?[:=]?|"
    r"je m'appelle|m'appelle|mon nom est|nom ?[:=]|prenom ?[:=]?|au nom "
    r"de|mi chiamo|il mio nome e|nome ?[:=]|cognome ?[:=]?|a nome(?: "
    r"di)?|chamo[- ]me|me chamo|(?:o )?meu nome e|em nome de|apelido "
    r"?[:=]?|"
    r"ik heet|mijn naam is|naam ?[:=]?|op naam van|voornaam ?[:=]?|achternaam "
    r"?[:=]?|nazywam sie|mam na imie|imie i nazwisko ?[:=]?|nazwisko "
    r"?[:=]?|z tej strony|"
    r"m[ey] llm?ao|me lla?mo|regards,?|sincerely,?|cheers,|viele grusse,?|"
    r"viele gruße,?|liebe grusse,?|liebe gruße,?|freundlichen grussen,?|"
    r"freundlichen gruße?n?,?|saludos,?|cordialement,?|cordiali saluti,?|"
    r"groetjes,?|pozdrawiam,?|cumprimentos,?|"
    r"(?:account|card|policy|acct)[ -]?holder(?:'s name)?(?: is|:)?|cardholder(?: name)?(?: is|:)?|"
    r"beneficiary(?: is|:)?|"
    r"payee(?: is|:)?|(?:landlord|tenant|recipient|next of kin|emergency contact|attention)(?: is|:)|attn\.?:?|"
    r"(?:she|he|they|who)(?:'s|'re| is| are) called|"
    r"(?:konto|karten)inhaber(?:in)?(?: ist|:)?|versicherungsnehmer(?:in)?(?: ist|:)?|empfanger(?:in)?(?: ist|"
    r":)|ansprechpartner(?:in)?(?: ist|:)?|"
    r"z\. ?hd\. ?(?:v\. )?|titular(?:e)?(?: es|:)?|beneficiari[oa](?: es|:| e)?|destinatari[oa](?: es|:| e)?|"
    r"(?:con )?atencion de|"
    r"titulaire(?: est|:)?|beneficiaire(?: est|:)?|destinataire(?: est|:)?|a l'attention de|"
    r"intestat(?:ari)?[oa](?: a| e|:)?|all'attenzione di|"
    r"ao cuidado de|a/c|rekeninghouder(?: is|:)?|kaarthouder(?: is|:)?|begunstigde(?: is|:)?|t\.?n\.?v\.?|"
    r"t\.?a\.?v\.?|ontvanger(?: is|:)|"
    r"(?:hoi|hallo|hey|dag|goede(?:morgen|middag|navond)),? met|(?:u )?spreekt? (?:u |ik )?met|"
    r"hier spricht|go(?:es)? by|aqui (?:e|fala) [ao]|qui parla|al habla|ici c'est|"
    r"docteur|doktor|doctora|dott(?:ore|oressa|\\.?ssa)?|dra|doutora?|professora?|professeur|maitre|avvocato|"
    r"mr|mrs|ms|miss|mister|herr|frau|senor|senora|sra|sr|monsieur|madame|"
    r"mme|mlle|signor|signora|sig|sig\.ra|senhor|senhora|meneer|mevrouw|"
    r"mevr|dhr|pan|pani|doctor|dr|prof|professor)\.?[ \n]{1,3}(?:(?:mr|"
    r"mrs|ms|dr|prof|med)\.? )?"
)
# What follows is a name whatever else it means: "my name is grace", "ich heiße mia".
SURE = re.compile(
    r"(?<![^\W_])(?:my (?:full |real |first |given )?name(?:'s| is)|my names|the name(?:'s| is)|call me|ich heisse|"
    r"ich heiße|mein (?:vor)?name ist|me llamo|mi nombre es|je m'appelle|mon (?:pre)?nom est|mi chiamo|il mio nome e|"
    r"chamo[- ]me|me chamo|(?:o )?meu nome e|ik heet|mijn (?:voor)?naam is)[ \n]{1,3}"
)
# Somebody presents themselves, or something is said of them: a given name written small needs a word more.
SELF = re.compile(
    r"(?<![^\W_])(?:this is|it'?s|i'?m|i am|je suis|ich bin|hier ist|soy|sono|ik ben|sou|aqui e)"
    r"(?: (?:der|die))?[ \n]{1,3}"
)
# Words behind which a presented name may stop, beside the end of the sentence.
PRESENTED_TO = frozenset(
    "from here at and calling speaking again with of und aus vom hier von de del et y e di da do van uit en".split()
)
# Phrases a name often follows, and other words as well: the lists or a rare word written big must speak for it.
WEAK = re.compile(
    r"(?<![^\W_])(?:contact(?:[oa]|person|persoon|pessoa)?|contato|contatto|kontakt(?:person)?|referente|referee|noodcontact|"
    r"emergency contact|(?:booking|booked|reservation|reserved|appointment|table|order) under|gebucht auf|"
    r"(?:my|our|his|her|their|the) (?:(?:late|older|younger|elder|little|big|eldest|youngest|step|"
    r"ex) ?-?)?(?:daughter|son|wife|"
    r"husband|partner|fiancee?|mother|father|mum|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grandson|"
    r"granddaughter|grandma|grandpa|nan|boss|manager|colleague|neighbou?r|friend|girlfriend|boyfriend|landlord|landlady|"
    r"tenant|flatmate|roommate|assistant|carer|nanny|ex)|"
    r"(?:meine?[mnrs]?|unsere?[mnrs]?|seine?[mnr]?|ihre?[mnr]?|der|die) (?:tochter|sohn|frau|mann|mutter|"
    r"vater|schwester|bruder|"
    r"tante|onkel|cousine?|nichte|neffe|enkel(?:in|sohn|tochter)?|oma|opa|chef(?:in)?|kolleg(?:e|in|en)|nachbar(?:in|n)?|"
    r"freund(?:in)?|partner(?:in)?|vermieter(?:in)?|mieter(?:in)?|verlobte[rn]?)|"
    r"(?:mi|mis|su|nuestr[oa]) (?:hij[oa]|mujer|marido|espos[oa]|madre|padre|herman[oa]|ti[oa]|prim[oa]|"
    r"sobrin[oa]|niet[oa]|"
    r"abuel[oa]|jef[ea]|compañer[oa]|companer[oa]|vecin[oa]|amig[oa]|novi[oa]|pareja)|"
    r"(?:mon|ma|notre|son|sa) (?:fils|fille|femme|mari|epou(?:x|se)|mere|pere|soeur|frere|tante|oncle|"
    r"cousine?|niece|neveu|"
    r"petit-fils|petite-fille|chef|collegue|voisine?|amie?|copine|copain|compagn(?:e|on)|conjointe?|associee?)|"
    r"(?:mi[oa]|nostr[oa]|su[oa]) (?:figli[oa]|moglie|marito|madre|padre|sorella|fratello|zi[oa]|"
    r"cugin[oa]|nipote|nonn[oa]|"
    r"capo|collega|vicin[oa]|amic[oa]|fidanzat[oa]|compagn[oa]|soci[oa])|"
    r"(?:meu|minha|nossa?) (?:filh[oa]|mulher|marido|espos[oa]|mae|pai|irma|irmao|ti[oa]|prim[oa]|"
    r"sobrinh[oa]|net[oa]|avo|"
    r"chefe|colega|vizinh[oa]|amig[oa]|namorad[oa]|companheir[oa])|"
    r"(?:mijn|onze|zijn|haar) (?:dochter|zoon|vrouw|man|moeder|vader|zus|broer|tante|oom|nicht|neef|"
    r"kleinzoon|kleindochter|"
    r"opa|oma|baas|collega|buur(?:man|vrouw)|vriend(?:in)?|partner|huisbaas)|"
    # little ones, relatives and offices without a possessive
    r"(?:mi|nuestr[oa]|el|la) (?:nin[oa]|peque|bebe)|(?:my|our) (?:little (?:one|boy|girl)|baby|boy|girl)|"
    r"(?:mein|meine|unsere?) (?:kleiner?|junge|baby|kind)|(?:mon|ma|notre) (?:petite?|bebe)|"
    r"(?:mi[oa]|il|la|nostr[oa]) bimb[oa]|(?:meu|minha|o|a) menin[oa]|(?:mijn|onze) (?:kleine|kind|meisje|jongen)|"
    r"uncle|auntie|aunt|nanny|nurse|coach|pastor|reverend|father|sister|brother|juf|meester|zuster|tante|oom|onkel|"
    r"schwester|bruder|don|dona|seu|zia|zio|nonn[oa]|ti[oa]|tonton|maestr[oa]|famil(?:y|ie|le|ia)|famille|famiglia|"
    # with whom somebody spoke
    r"(?:spoke|speak|talked|talk) (?:to|with)|gesprochen mit|habl(?:e|ar|ado) con|llamo|fal(?:e|ar|ei) com(?: [ao])?|"
    r"parl(?:are|ato) con|parle[rz]? (?:a|avec)|gesproken met|"
    # whom a record or an order is about
    r"(?:customer|client|caller|patient|passenger|guest|resident|kunde|kundin|anrufer(?:in)?|patient(?:in)?|mieter(?:in)?|"
    r"cliente|usuari[oa]|paciente|pasajer[oa]|client|cliente|appelant|passager|utente|paziente|klant|beller|patiente)|"
    # who is to be told or rung
    r"tell|ask for|ring|call|phone|text|speak to|ruf(?:t|en sie)?(?: bitte)?|sag(?:t|en sie)?(?: bitte)?|grussen sie|"
    r"di(?:le|gale|ganle)(?: por favor)? a|avis[ae](?:n|le)? a|llam[ae](?:n|d)? a|pregunt[ae]n? por|dites(?: bien)? a|"
    r"appele[rz]|prevene[rz]|avvis(?:a|ate|i)|chiam(?:a|ate|i)|dica a|dite a|diga a[o]?|avis[ae] [ao]|lig[ae] para|"
    r"bel(?:t|len)?|zeg(?: even)? tegen)(?:'s name)?(?: is| ist| es|"
    r" est| e|:| -)?[ ,:]{1,2}"
)
# A line of a chat that somebody pasted: "[10:42] Kofi: hello", "12/03/2026, 10:42 - Ngozi: hi".
SPEAKER = re.compile(
    r"^[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: "
    r"?[ap]\.?m\.?)?[\])]?[ ,]{0,2}[-–—|]? ?"
    r"(?P<name>[^\W\d_][\w'’.-]{1,20}(?: [^\W\d_][\w'’.-]{0,20}){0,2}) ?:(?=\s)",
    re.M,
)
ROLES = frozenset(
    "me you agent bot support system customer client user admin operator assistant visitor guest chat "
    "advisor adviser rep "
    "ich du kunde kundin mitarbeiter mitarbeiterin berater beraterin yo tu cliente agente soporte moi vous conseiller "
    "conseillere io lei operatore operatrice assistenza eu atendente suporte ik jij klant medewerker "
    "order ticket from to "
    "subject date name note status start end arrival departure check in out room time open closed".split()
)
# Words of the lexicon that are also titles or given names are no sign that a word is none.
MAYBE_NAMES = frozenset({"PERSON", "IN_PAN", "CA_SIN", "MAC_ADDRESS", "LICENSE_PLATE", "ES_NIE", "PLACE"})
TITLES = frozenset(
    "mr mrs ms miss mister herr frau senor senora sra sr don dona monsieur "
    "madame mme mlle signor signora sig senhor senhora meneer mevrouw "
    "mevr dhr pan pani docteur doktor doctor dr dra dott dottore dottoressa ssa prof doutor doutora doctora".split()
)
PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter ten le la el al bin ibn y e zu zum du st mac mc o d'".split()
)
# Words no name holds, however it is introduced; longer words of prose are told by the tagger.
PROSE = frozenset(
    "sir madam maam "
    "a an and are as at be but by can could did do does for from had "
    "has have he her here him his how i if in is it its just like me "
    "my no not of on one or our out please she so some that the their "
    "them then there they this to too two "
    "up us very was we were what when where which who why will with "
    "would you your yes about again after all also already always any "
    "back because before being both call called calling day email from "
    "get go going good got order ordered number phone address "
    "still waiting want wants need needs looking late sorry happy sad "
    "angry sure new old now today tomorrow yesterday ok thanks thank "
    "hello hi hey urgent wrong right correct misspelled spelled printed "
    "missing different than "
    "und oder der die das ein eine ist sind war nicht mit von fur auf "
    "bei zu zum zur im ich du er sie es wir ihr mein dein wie was wer "
    "wo wann warum bitte danke noch schon auch aber weil wenn dass kunde "
    "kundin falsch "
    "meine meinen meiner unser unsere minha mia mio mis mes nos notre votre onze zijne "
    "y o el la los las un una es son era no con de por para en mi tu "
    "su que como cuando donde porque pero muy ya tambien gracias favor "
    "cliente mal "
    "et ou le les une est sont pas avec pour dans sur mon ton son que "
    "qui quand comment mais tres deja aussi merci client mal "
    "e ed o il lo gli uno sono non con per di da in mio tuo suo che "
    "chi quando come dove ma molto gia anche grazie cliente "
    "os as um uma nao com por para em meu seu que quem quando como onde mas muito ja tambem obrigado cliente "
    "en of het een is zijn niet met van voor op bij mijn jouw zijn dat "
    "die wie wat waar wanneer hoe maar heel al ook bedankt klant jullie wij hij zij hun ons onze "
    "nosotros vosotros ellos ellas ustedes nous vous ils elles noi voi loro nos eles elas voces "
    "i lub nie z do na w od dla moj twoj jest sa ze jak kiedy gdzie ale juz tez dziekuje klientem".split()
)
SAINTS = frozenset("santo santa san sankt saint sainte st sao sint".split())
STREETS = frozenset(
    "via viale piazza piazzale corso largo rue place avenue boulevard quai calle plaza avenida paseo rua praca alameda "
    "platz gare estacion estacao stazione".split()
)
# Right before a name that is a word as well: greetings, thanks, and words for to whom, with whom, from whom.
TO_SOMEBODY = frozenset(
    "hi hello hey hiya dear thanks thank cheers to with from by for it's its i'm im is am and & ask told tell called "
    "hallo hoi moin danke liebe lieber an mit von fur bei gruss ich's ist bin und hola gracias buenas a con de para "
    "soy es y salut bonjour merci a avec par pour c'est suis et ciao grazie buongiorno con da per sono e oi ola "
    "obrigado obrigada com sou ao met van voor ben en dag bedankt".split()
)
BEFORE_A_MONTH = frozenset(
    "im in en em ab bis seit since until till by next last this every from before after hasta desde a "
    "fin debut fino da "
    "ate a partir mid early late anfang mitte ende begin eind vanaf tot".split()
)
# Wares that makers give first names to; nothing that people sit at, work in or drive by name ("room Anna").
THINGS = frozenset(
    "sofa sofas couch couchtisch armchair chair bookcase bookshelf shelf wardrobe dresser mattress "
    "mattresses lamp rug carpet "
    "curtain curtains pillow duvet desk stool cabinet sideboard bedframe dress skirt blouse jacket coat jeans trousers "
    "leggings bra bikini sandals sneakers boots shoes heels handbag backpack perfume lipstick foundation "
    "necklace bracelet "
    "earrings candle mug teapot pan bike stroller pram doll collection bundle "
    "regal schrank kommode matratze matratzen lampe teppich stuhl sessel hocker vorhang kissen kleid "
    "rock bluse jacke mantel "
    "hose stiefel schuhe sandalen tasche rucksack kette ohrringe kerze tasse pfanne fahrrad puppe pizza "
    "estanteria armario comoda colchon alfombra silla sillon cortina almohada vestido falda blusa "
    "chaqueta abrigo pantalon "
    "botas zapatos sandalias bolso mochila perfume collar pulsera pendientes vela bicicleta muneca "
    "canape fauteuil etagere armoire commode matelas tapis chaise tabouret rideau oreiller robe jupe "
    "chemisier veste manteau "
    "pantalon bottes chaussures sandales parfum collier bracelet bougie poupee velo "
    "divano poltrona libreria armadio cassettiera materasso tappeto sedia sgabello tenda cuscino vestito "
    "gonna camicetta "
    "giacca cappotto pantaloni stivali scarpe sandali borsa zaino profumo collana bracciale orecchini candela bambola "
    "estante guarda-roupa colchao tapete cadeira poltrona cortina almofada saia casaco calcas sapatos "
    "bolsa colar pulseira "
    "brincos boneca "
    "bank bankstel boekenkast kledingkast ladekast matras tapijt vloerkleed stoel kruk gordijn kussen "
    "jurk rok jas broek "
    "laarzen schoenen tas rugzak ketting armband oorbellen kaars fiets pop".split()
)
# Words that look like names to the tagger and address or stand for nobody in particular.
NOBODY = frozenset(
    "herren damen herrschaften kollegen kolleginnen zusammen ober team support service staff crew folks "
    "guys everyone all "
    "everybody sirs madams ladies gentlemen mon tue tues wed thu thur thurs fri sat sun mo di mi do fr "
    "sa so lun mar mer jeu "
    "ven sam dim mie jue vie sab dom gio seg ter qua qui sex ma wo vr za zo".split()
)
NOUN = re.compile(
    r"(?:ung|ungen|heit|keit|schaft|tion|tionen|tat|nis|ling|chen|tum|zeit|zeug|werk|stelle|nummer|inseln?)\Z"
)
# Cities that are names as well: places behind a word for where, persons otherwise.
PLACES_TOO = frozenset(
    "austin dallas houston phoenix madison jackson lincoln charlotte aurora savannah tyler eugene salem hamilton "
    "victoria regina arlington raleigh orlando denver portland florence sydney paris london chelsea brooklyn devon "
    "carolina virginia georgia alexandria santiago valencia roma milano lourdes adelaide darwin perth lorient nancy "
    "constance cleveland pittsburgh memphis nashville tampa tulsa omaha oakland sacramento baltimore buffalo boise "
    "reno anchorage honolulu francisco antonio diego vegas orleans".split()
)
WHERE = frozenset(
    "in to from near at around outside via nach aus bei um von en a desde hacia para de da do di in verso presso "
    "vers naar uit em ate city san los las new".split()
)
# Things and trades whose letters, folded, are names as well ("Füller", "Fuller").
GERMAN_TRADES = frozenset(
    "füller schüler bäcker jäger schäfer förster töpfer müller krämer tänzer sänger händler gärtner färber küster "
    "könig".split()
)
GERMAN_ONE_OF = re.compile(r"(?:[mds]?ein|kein|unser|euer|eur|ihr(?=e)|dies|jed|welch|manch|solch)(?:e[mnrs]?)?")
GERMAN_BEFORE = frozenset(
    "der die das den dem des ein eine im am zum zur beim vom ins ans kein keine mein meine".split()
)
LEADS = frozenset("it's its it is this i'm im am that's c'est es sono sou ich bin ik ben soy je suis".split())
NO_ANSWER = frozenset(
    "no yes ok okay ja nein si sim nee non oui hi hello the a i me you skip none nope sure wait what why "
    "stop help".split()
)
