"""The words by which a column's title tells what it is."""

from __future__ import annotations

from cspdesk.sheets import names
from cspdesk.sheets.layout import ColumnRole


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS: dict[ColumnRole, frozenset[str]] = {
    ColumnRole.NAME: _set(
        "indicator indicators kpi measure metric name offence offences crime category major minor "
        "subcategory subgroup group type desc description title heading pi "
        "item"
    ),
    ColumnRole.PERIOD: _set("period month date quarter qtr time year years fy"),
    ColumnRole.VALUE: _set(
        "value values figure figures count counts actual result results outturn number rate "
        "performance total volume offences crimes"
    ),
    ColumnRole.AREA: _set(
        "borough area areas authority la lad region regions geography place local partnership bcu"
    ),
    ColumnRole.PLACE: _set("ward wards neighbourhood locality lsoa msoa postcode"),
    ColumnRole.PROVISIONAL: _set("prov provisional status final flag"),
    ColumnRole.NOTE: _set(
        "comment comments commentary note notes remark remarks caveat caveats context"
    ),
    ColumnRole.TARGET: _set("target targets baseline ambition aim trajectory"),
    ColumnRole.UNUSED: _set(
        "ref reference id no code source owner lead theme priority unit direction rag trend "
        "change variance rank ytd average mean link url outcome location longitude latitude "
        "easting northing street context"
    ),
}
_IN_ORDER = (
    ColumnRole.TARGET,
    ColumnRole.PROVISIONAL,
    ColumnRole.NOTE,
    ColumnRole.PERIOD,
    ColumnRole.PLACE,
    ColumnRole.AREA,
    ColumnRole.UNUSED,
    ColumnRole.VALUE,
    ColumnRole.NAME,
)


_REFERENCES = _set("crime case incident reference report urn custody")


def role_words(title: str) -> set[ColumnRole]:
    """Every role that a word of the title speaks for."""
    found = set(names.words(title))
    if {"number", "no"} & found and _REFERENCES & found:
        return {ColumnRole.UNUSED}  # "Crime number" is not how many
    return {role for role, words in _WORDS.items() if found & words}


def role_of(title: str) -> ColumnRole | None:
    """The role a short title speaks for; None when it is an indicator's name or says nothing.

    "Target" is a target, but "Burglary total for the year to date" is a name: long titles and
    titles with words of their own are not judged by one word.
    """
    found = names.words(title)
    if not found or len(found) > 4:
        return None
    roles = role_words(title)
    return next((role for role in _IN_ORDER if role in roles), None)


def says(title: str, role: ColumnRole) -> bool:
    """Whether the title has a word of this role, whatever else it says."""
    return role in role_words(title)


def is_header_word(text: str) -> bool:
    """Whether a cell reads like a column's title."""
    return len(text) <= 40 and bool(role_words(text))
