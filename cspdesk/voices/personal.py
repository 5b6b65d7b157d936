"""Whether what was said leads to a person: a voice is kept in general terms. Pure.

UK GDPR: the file holds governance records, never case files. A number or address is certain and
refused; a name can only be suspected, so the officer may say that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from cspdesk.errors import RuleBroken
from cspdesk.phrases import joined
from cspdesk.voices.traces import TRACES

REMINDER = "Say what was said and by whom in general terms: no names, numbers or addresses."

_WORD = r"[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|PCSO|Sgt|Cllr|Councillor|Rev|Imam|Rabbi)\.? ({_WORD})"
)
_NAMED = re.compile(rf"\b(?i:my name is|named|called) ({_WORD}(?: {_WORD})?)")
_KIN = (
    r"niece|nephew|(?:step)?(?:son|daughter)|brother|sister|mother|mum|father|dad|wife|husband|"
    r"cousin|uncle|aunt(?:ie)?|grandson|granddaughter|grandmother|grandfather|nan|gran|grandma|"
    r"grandpa|boyfriend|girlfriend"
)
# Of these only "my", "her" or "their": a partner or neighbour may well be an organisation.
_CLOSE = r"(?:my|his|her|our|their|your) (?:partner|friend|neighbour|child|baby|boy|girl|lad)"
_RELATED = re.compile(rf"\b(?i:{_KIN}|{_CLOSE}),? ({_WORD}(?: {_WORD})?)")
# Looks ahead, so that each word begins a pair: "As John Smith" holds "John Smith".
_PAIR = re.compile(rf"(?<![\w’'-])(?=({_WORD}) ({_WORD})(?![\w-]))")

# Second words of places and bodies; first words that begin a place or a sentence.
_PLACES = frozenset(
    """
    road street lane park green estate school schools centre hill gardens avenue court house ward
    panel panels board council police trust library station square common market bridge cross hale
    town city borough college academy church mosque synagogue temple terrace close grove way end
    wood partnership service services team network forum association club hub line watch project
    festival day week year residents families people community communities youth east west north
    south january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday high
    """.split()  # noqa: SIM905 (a list of eighty words reads better as prose)
)
_STARTS = frozenset(
    """
    as the a an our my we they i he she it this that these those there when where what why how who
    if in on at after before since for from but and or so no not many most some few young older
    north south east west upper lower saint high great new old wood green police ward community
    safer homes bridge metropolitan public mr mrs ms miss dr cllr councillor pc pcso
    """.split()  # noqa: SIM905
)


def suspected_names(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Words that look like a person's name, in order; those in a `known` name are none of them.

    Known are wards, communities, organisations and groups. Suspected: a title and a name, "called"
    and a name, two words with capitals that begin neither a sentence nor a place.
    """
    places = " | ".join(known).casefold()
    found = [match[0] for match in _TITLED.finditer(text) if match[1][:1].isupper()]
    for form in (_NAMED, _RELATED):
        found += [_capitals(match[1]) for match in form.finditer(text)]
    found += [
        f"{match[1]} {match[2]}"
        for match in _PAIR.finditer(text)
        if _like_a_name(match[1], match[2])
    ]
    return tuple(dict.fromkeys(name for name in found if name and name.casefold() not in places))


def _capitals(words: str) -> str:
    """The words that begin with a capital, up to the first that does not; "I" is nobody's name."""
    kept = takewhile(lambda word: word[0].isupper() and word != "I", words.split())
    return " ".join(kept)


def _like_a_name(first: str, second: str) -> bool:
    capitals = all(word[0].isupper() and not word.isupper() for word in (first, second))
    plain = first.casefold() not in _STARTS and second.casefold() not in _PLACES
    return capitals and plain


def checked_words(field: str, text: str, known: Iterable[str], *, no_name: bool) -> str:
    """The text without blanks around it, when it leads to nobody.

    `no_name`: the officer has said that what looks like a name is none. Raises RuleBroken(field).
    """
    found = [
        (tuple(dict.fromkeys(match[0].strip() for match in form.finditer(text))), what)
        for form, what in TRACES
    ]
    certain = any(words for words, _what in found)
    found.append((() if no_name else suspected_names(text, known), "a name"))
    if any(words for words, _what in found):
        raise RuleBroken(field, f"{_looks(found)}: {_INSTEAD[certain]}")
    return text.strip()


_INSTEAD = {
    True: "say it in general terms, please.",
    False: "say who it was in general terms, or tick that it is no person’s name.",
}


def _looks(found: Iterable[tuple[tuple[str, ...], str]]) -> str:
    """ "“07700 900123” looks like a telephone number and “Tom” like a name"."""
    parts, verb = [], True
    for words, what in found:
        if words:
            named = joined([f"“{word}”" for word in words])
            looks = ("looks " if len(words) == 1 else "look ") if verb else ""
            parts.append(f"{named} {looks}like {what if len(words) == 1 else _PLURAL[what]}")
            verb = False
    return joined(parts)


_PLURAL = {
    "an e-mail address": "e-mail addresses",
    "a telephone number": "telephone numbers",
    "a full postcode": "full postcodes",
    "an address": "addresses",
    "a name": "names",
}
