"""What leads to one person beyond doubt: e-mail, telephone, postcode, house. Pure."""

from __future__ import annotations

import re

_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE = re.compile(r"(?:\+44|\b0)[\d ]{8,}\d")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")

# A house number and a street, or a flat: a home. Certain where the street has capitals; a month
# ("23 February Park Road"), a court of law and a count ("5 High Road traders") are none.
_STREET = (
    "Road|Rd|Street|St|Avenue|Ave|Lane|Lanes|Close|Drive|Gardens|Grove|Terrace|Crescent|Mews|"
    "Court|Place|Walk|Square|Villas"
)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_COUNTED = r"(?! (?:traders|shops|residents|people|shopkeepers|businesses|schools|cameras|cases)\b)"
_HOUSE = re.compile(
    rf"(?<![\w£.,:/])\d{{1,3}}[A-Za-z]?,? "
    rf"(?:(?!(?:{_MONTH})|Crown |County |Magistrates|Youth |Family )[A-Z][\w’'-]*\.? ){{1,3}}"
    rf"(?:{_STREET})\b{_COUNTED}"
    rf"|(?<![\w£.,:/])\d{{1,3}}[a-z]?,? (?:high|station|church|park) (?:road|street|lane)\b"
    rf"{_COUNTED}"
    r"|\b(?i:flat|apartment|house number|house no\.?) ?\d{1,4}[A-Za-z]?\b"
)

# (how it is written, what it is)
TRACES = (
    (_E_MAIL, "an e-mail address"),
    (_PHONE, "a telephone number"),
    (_POSTCODE, "a full postcode"),
    (_HOUSE, "an address"),
)
