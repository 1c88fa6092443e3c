"""Where a business is: how that is asked, and how a street looks in its papers."""

from __future__ import annotations

import re

ADDRESS = "What is your address?"
PLACE_ASKED = re.compile(
    r"\bwhere (?:are|is|can i find|do i find) (?:you|your (?:\w+)|the (?:shop|store|studio|office|practice|salon|"
    r"restaurant|caf[eé]|hotel|place|gym|workshop|surgery|clinic))(?: located| based)?\W*$|"
    r"\b(?:what(?:'?s| is)|give me) (?:your|the) address\b|\byour address\b|"
    r"\bhow do i (?:find|get to) (?:you|your \w+|the (?:shop|store|studio|practice))\W*$|"
    r"\bwo (?:seid ihr|sind sie|finde ich (?:euch|sie)|ist (?:der laden|das studio|das gesch[äa]ft|die praxis))|"
    r"\bd[óo]nde (?:est[áa]n?|est[áa]is|queda)\b.{0,30}$|\bo[ùu] (?:êtes-vous|se trouve|vous trouvez)|\bdove siete\b|"
    r"\bonde (?:ficam?|estão)\b|\bwaar (?:zijn jullie|zitten jullie)",
    re.I,
)
STREET = re.compile(
    r"\b[^\W\d_]{1,40}(?:straße|strasse|str\.|weg|gasse|platz|allee|ring|damm|ufer|markt|straat|laan|plein) \d|"
    r"\b(?:[A-Z][\w'’-]{1,30} ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Way|Square|Row|Close|Drive|Court|Place|"
    r"Terrace|Quay|Hill|Street)\b(?: \d|,|\.|$)|\b\d{1,4}[a-z]? (?:[A-Z][\w'’-]{1,30} ){1,3}(?:Street|St|Road|Rd|Lane|"
    r"Avenue|Ave|Way|Square|Row|Close|Drive|Court|Place|Quay|Hill)\b|\b(?:Calle|Avenida|Plaza|[Rr]ue|Avenue|Via|"
    r"Piazza|Rua|Praça) [A-Z]",
    re.M,
)
