"""Whether what was said leads to a person: a voice is kept in general terms. Pure.

UK GDPR: the file holds governance records, never case files. A number or address is certain and
refused; a name can only be suspected, so the officer may say that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cspdesk.errors import RuleBroken
from cspdesk.voices.conversation_rules import in_general_terms

REMINDER = "Say what was said and by whom in general terms: no names, numbers or addresses."

_WORD = r"[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|PCSO|Sgt|Cllr|Councillor|Rev|Imam|Rabbi)\.? ({_WORD})"
)
_NAMED = re.compile(rf"\b(?:my name is|named|called) ({_WORD}(?: {_WORD})?)")
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
    monday tuesday wednesday thursday friday saturday sunday
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
    found += [match[1] for match in _NAMED.finditer(text) if match[1][:1].isupper()]
    found += [
        f"{match[1]} {match[2]}"
        for match in _PAIR.finditer(text)
        if _like_a_name(match[1], match[2]) and f"{match[1]} {match[2]}".casefold() not in places
    ]
    return tuple(dict.fromkeys(found))


def _like_a_name(first: str, second: str) -> bool:
    capitals = all(word[0].isupper() and not word.isupper() for word in (first, second))
    plain = first.casefold() not in _STARTS and second.casefold() not in _PLACES
    return capitals and plain


def checked_words(field: str, text: str, known: Iterable[str], *, no_name: bool) -> str:
    """The text without blanks around it, when it leads to nobody.

    `no_name`: the officer has said that what looks like a name is none. Raises RuleBroken(field).
    """
    kept = in_general_terms(field, text)
    names = () if no_name else suspected_names(kept, known)
    if names:
        raise RuleBroken(
            field,
            f"“{names[0]}” looks like a name: say who it was in general terms, or tick that it is "
            "no person’s name.",
        )
    return kept
