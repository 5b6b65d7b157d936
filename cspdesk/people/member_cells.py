"""The cells of a membership list: names with remarks, two in one cell, vacant. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cspdesk.people.days import day_of
from cspdesk.people.writing import is_address
from cspdesk.sheets.grid import Raw, shown
from db.vocabulary import Sector

_REMARK = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN = re.compile(r"\s*(?:\n|;|/|\s&\s|\s\+\s|\band\b)\s*", re.IGNORECASE)
_VACANT = re.compile(
    r"(?:currently |seat )?vacan(?:t|cy)\b.*|tb[cad]\b.*|to be (?:confirmed|appointed|advised).*"
    r"|unfilled|none|n/?a|[-–—?]+|post vacant.*",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile(r"\b(?:substitute|sub|deputy|deputising|alternate)\b", re.IGNORECASE)
_CHAIR = re.compile(r"^(?:co-? ?chair(?:person|man|woman)?|(?:joint )?chair(?:person|man|woman)?)$",
                    re.IGNORECASE)  # fmt: skip
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "m", "mr.", "mrs.", "ms."})
_HONOURS = frozenset({"cllr", "dr", "prof", "sir", "dame", "rev", "rabbi", "imam", "insp", "supt"})
_YES = frozenset({"y", "yes", "true", "1", "x", "✓", "✔", "s", "statutory", "key"})
_NO = frozenset({"", "n", "no", "false", "0", "-", "–", "non-statutory"})


@dataclass(frozen=True, slots=True)
class Named:
    """One person of a cell: "Cllr Bell (Chair)" is Cllr Bell, chair."""

    name: str
    chair: bool = False
    substitute: bool = False
    remark: str = ""


def plain(raw: Raw) -> str:
    """A cell as text, its lines kept, letters composed so that Şükrü is one word everywhere."""
    if isinstance(raw, str):
        said = unicodedata.normalize("NFC", raw).replace("\u00a0", " ")
        lines = (" ".join(line.split()) for line in said.splitlines())
        return "\n".join(line for line in lines if line)
    return shown(raw)


def is_vacant_word(text: str) -> bool:
    """Whether a name cell says that nobody is there."""
    return bool(_VACANT.fullmatch(" ".join(_REMARK.sub(" ", text).split())))


def people_in(text: str) -> tuple[Named, ...]:
    """Everybody whom a name cell names; remarks in brackets are read or kept."""
    held: list[str] = []
    kept = _REMARK.sub(lambda found: _keep(held, found[1]), text)
    parts = [part for part in _BETWEEN.split(kept) if part.strip(" ,")]
    return tuple(_person(part, held) for part in parts)


def _keep(held: list[str], remark: str) -> str:
    """A remark is put aside while the cell is cut: "Bell (Fire and Rescue)" is one person."""
    held.append(remark.strip())
    return f" \u241f{len(held) - 1}\u241f "


def _person(part: str, held: list[str]) -> Named:
    remarks = [held[int(number)] for number in re.findall("\u241f(\\d+)\u241f", part)]
    name = " ".join(re.sub("\u241f\\d+\u241f", " ", part).split()).strip(" ,-–")
    tail = re.search(r"[,–-]\s*((?:co-?)?chair|deputy|substitute)$", name, re.IGNORECASE)
    if tail:
        remarks.append(tail[1])
        name = name[: tail.start()].strip()
    others = [one for one in remarks if not _CHAIR.match(one) and not _SUBSTITUTE.search(one)]
    return Named(
        name,
        any(_CHAIR.match(one) for one in remarks),
        any(_SUBSTITUTE.search(one) for one in remarks),
        ", ".join(others),
    )


def whole_name(first: str, last: str, honour: str) -> str:
    """First name and surname, with Cllr or Dr before them; Mr and Ms are left out."""
    title = honour if honour.casefold().strip(".") not in _COURTESY else ""
    return " ".join(part for part in (title, first, last) if part)


def is_honour(text: str) -> bool:
    """Whether a cell of a column called Title holds "Mr" or "Cllr" and no job."""
    said = text.casefold().strip(" .")
    return said in _COURTESY or said in _HONOURS


def address_in(text: str) -> tuple[str, str]:
    """The e-mail address of a cell, and what was odd about it."""
    found = re.findall(r"[^\s<>;,()]+@[^\s<>;,()]+", text.replace("mailto:", " "))
    good = [one.strip(".") for one in found if is_address(one.strip("."))]
    if good:
        return good[0], "" if len(good) == 1 else f"only the first of {len(good)} addresses is kept"
    return "", f"“{text}” is no e-mail address and is left out" if text else ""


def phone_in(raw: Raw) -> tuple[str, str]:
    """The telephone number of a cell; a 0 that a spreadsheet ate is put back, and said."""
    text = plain(raw).replace("\n", ", ")
    if not isinstance(raw, str) and re.fullmatch(r"[1-9]\d{9}", text):
        return f"0{text}", "the 0 before the phone number is put back"
    return text, ""


def from_day(raw: Raw) -> tuple[date | None, str]:
    """The day of a cell, and what is odd about it where it holds something else."""
    if isinstance(raw, datetime):
        return raw.date(), ""
    if isinstance(raw, date):
        return raw, ""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 20_000 < raw < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(raw)), ""
    text = plain(raw)
    day = day_of(text)
    return day, "" if day or not text else f"“{text}” is no day and is left out"


def yes_in(raw: Raw) -> tuple[bool | None, str]:
    """Yes, no, or None for an empty cell; what it says where that is neither."""
    text = plain(raw).casefold().strip(" .")
    if text in _YES:
        return True, ""
    if text in _NO:
        return (False if text else None), ""
    return None, f"“{plain(raw)}” is neither yes nor no"


_SECTOR_WORDS: tuple[tuple[Sector, str], ...] = (
    (Sector.POLICE, r"police|constabulary|\bmps\b|\bmopac\b"),
    (Sector.FIRE, r"\bfire\b|\blfb\b"),
    (Sector.PROBATION, r"probation|rehabilitation company|\bcrc\b|\bnps\b"),
    (Sector.HEALTH, r"\bnhs\b|health|hospital|\bccg\b|\bicb\b|clinical|ambulance"),
    (Sector.HOUSING, r"\bhomes\b|housing|tenants"),
    (Sector.EDUCATION, r"school|college|academy|university|education|\bheads\b"),
    (Sector.JUSTICE, r"court|prosecution|\bcps\b|prison|victim support"),
    (Sector.BUSINESS, r"trader|chamber of|business|retail|\bbid\b|\bltd\b|\bplc\b"),
    (Sector.VOLUNTARY, r"voluntary|charity|\btrust\b|volunteer"),
    (Sector.COMMUNITY, r"community|resident|forum|faith|mosque|church|neighbourhood watch"),
    (Sector.COUNCIL, r"council|borough of|local authority|\blbh\b"),
)


def sector_of(text: str) -> Sector | None:
    """The sector that a cell or an organisation's name tells; None when it tells none."""
    said = text.casefold()
    exact = next((one for one in Sector if said in (one.value, one.label.casefold())), None)
    if exact is not None:
        return exact
    return next((sector for sector, words in _SECTOR_WORDS if re.search(words, said)), None)
