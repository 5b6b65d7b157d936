"""When two names are the same name: capitals, punctuation, hyphens and spaces do not matter."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AREA_WORDS = re.compile(
    r"\b(?:the|london|royal|borough|boro|council|lb|rb|rbkc|of|city|and)\b", re.IGNORECASE
)
_LSOA = re.compile(r"\s+\d{3}[a-z]?$", re.IGNORECASE)
_TOTALS = {"total", "totals", "grandtotal", "overalltotal", "subtotal", "sum", "all"}


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The letters and figures only, small: "Robbery (personal & commercial)" and "ROBBERY -
    PERSONAL AND COMMERCIAL" have one key."""
    return "".join(_WORD.findall(text.replace("&", " and ").casefold()))


_AIM = re.compile(
    r"^\s*(?:reduce|increase|improve|(?:reduction|increase|improvement) in)(?: the)?\s+",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """A name without the verb that only tells its direction: "Reduce burglary" is "burglary"."""
    return _AIM.sub("", text, count=1) or text


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a column's title, small; "BoroughName" is two."""
    return tuple(_WORD.findall(_CAMEL.sub(" ", text).casefold()))


@lru_cache(maxsize=8192)
def area_key(text: str) -> str:
    """The key of an area's name without "London Borough of" and the like; "Haringey 001A", a
    small area of the census, is in Haringey."""
    return key(_AREA_WORDS.sub(" ", _LSOA.sub("", text))) or key(text)


def is_total(text: str) -> bool:
    """A row that only adds up the others."""
    return key(text) in _TOTALS


_LONDON = (
    "Barking and Dagenham, Barnet, Bexley, Brent, Bromley, Camden, Croydon, Ealing, Enfield, "
    "Greenwich, Hackney, Hammersmith and Fulham, Haringey, Harrow, Havering, Hillingdon, "
    "Hounslow, Islington, Kensington and Chelsea, Kingston upon Thames, Lambeth, Lewisham, "
    "Merton, Newham, Redbridge, Richmond upon Thames, Southwark, Sutton, Tower Hamlets, "
    "Waltham Forest, Wandsworth, Westminster, City of London"
)
BOROUGHS = tuple(_LONDON.split(", "))
LONDON = frozenset(map(area_key, BOROUGHS))
"""The 32 boroughs and the City, by which a column of areas is known."""
