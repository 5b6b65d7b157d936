"""How an action stands, as logs say it: "Complete", "C", "Superseded by 4.02". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.vocabulary import ActionState


@dataclass(frozen=True, slots=True)
class StateRead:
    """The state as read, None where the file says nothing. `other` is the reference it names."""

    state: ActionState | None = None
    other: str = ""
    note: str = ""


_OPEN, _PART, _DONE = ActionState.OPEN, ActionState.PART_DONE, ActionState.DONE
_WORDS: tuple[tuple[ActionState, str], ...] = (
    (ActionState.DUPLICATE, r"duplicate\w*(?: of)?|merged(?: with| into)?"),
    (ActionState.SUPERSEDED, r"superseded(?: by)?|replaced(?: by)?|overtaken(?: by)?"),
    (
        ActionState.DROPPED,
        r"dropped|withdrawn|cancelled|canceled|abandoned|no longer (?:needed|required|relevant)"
        r"|not (?:pursued|required|needed)|deleted|void",
    ),
    (
        _PART,
        r"part(?:ly|ially)?[ -]?(?:done|complete\w*|met|achieved)|(?:some|half) done|[1-9]\d?\s?%",
    ),
    (
        _OPEN,
        r"not (?:yet )?(?:started|done|complete\w*)|incomplete|open|on[- ]?going|in progress|live"
        r"|o|no|outstanding|pending|delayed|overdue|on track|underway|under way|started|new|active"
        r"|carried forward|c/f|to do|red|amber|0\s?%",
    ),
    (
        _DONE,
        r"done|complete|completed|closed|finished|achieved|discharged|implemented|delivered"
        r"|actioned|c|yes|y|blue|100\s?%|✓|✔",
    ),
)
_FORMS = tuple((state, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)) for state, words in _WORDS)
_REF = re.compile(r"\b(?:by|of|with|into|see)\s+(?:action\s+)?(\w*\d[\w./-]*)", re.IGNORECASE)


def read_state(raw: object) -> StateRead:
    """The state in a cell. A word that is not known, and "green", are kept as open and said."""
    text = " ".join(str("" if raw is None else raw).split())
    if not text:
        return StateRead()
    if isinstance(raw, bool | float | int):
        return StateRead(_of_share(float(raw)))
    for state, form in _FORMS:
        match = form.match(text)
        if match:
            rest = text[match.end() :].strip(" .:,-–")
            other = _REF.search(text)
            named = other[1].rstrip(".") if other and state in _NAMES_ANOTHER else ""
            note = f"“{text}” is read as {state.label.lower()}" if rest and not named else ""
            return StateRead(state, named, note)
    return StateRead(_OPEN, note=f"“{text}” is no state we know: kept as open")


def _of_share(share: float) -> ActionState:
    """How much of it is done, as a part of one or in per cent."""
    if share in (1, 100):
        return _DONE
    return _PART if share > 0 else _OPEN


_NAMES_ANOTHER = (ActionState.DUPLICATE, ActionState.SUPERSEDED)
