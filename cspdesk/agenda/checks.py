"""Is the agenda ready? One sentence a check, met or not, and the items it points to. Pure.

A check that must be met stops the final papers; one that should be met only asks (design, 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.agenda.rules import (
    HIGHLIGHT_REPORT,
    NEEDED_STANDING,
    Meters,
    communities_named,
    only_notes,
    paper_standing,
    split_parts,
)
from cspdesk.calendar import plural, short_date
from cspdesk.phrases import counted_in_words, items_named, joined, sentence_case
from cspdesk.voices.conversation_rules import ConversationStanding
from cspdesk.words import number_word
from db.vocabulary import HighlightState, HomeworkState, ItemType, PaperState, Publicity


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the checks need to know of one item; fields as in the agenda.

    `exempt` says whether all that is restricted names its paragraph and reason; `community_none`
    why no community is expected to have views.
    """

    id: int
    number: str
    type: ItemType
    minutes: int
    lead: str = ""
    decision_sought: str = ""
    partner_actions: str = ""
    value_added: str = ""
    keep_reason: str = ""
    time_split: str = ""
    sidetrack: str = ""
    steer: str = ""
    communities: str = ""
    community_plan: str = ""
    community_heard: str = ""
    community_none: str = ""
    conversations: tuple[ConversationStanding, ...] = ()
    paper_state: PaperState = PaperState.NONE
    paper_due_on: date | None = None
    publicity: Publicity | None = None
    exempt: bool = True
    standing_key: str = ""
    homework: tuple[HomeworkState, ...] = ()

    @property
    def needs_thought(self) -> bool:
        """Decisions and discussions: standing business needs no case made for it."""
        return self.type in (ItemType.DECISION, ItemType.DISCUSSION)


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence about the agenda. `must`: it stops the final papers until it is met.

    `fix` says in a word or two what the officer can do; `item_ids` are the items it points to.
    One that was overruled counts as met; `overruled` is the reason, which is kept.
    """

    key: str
    must: bool
    met: bool
    sentence: str
    detail: str = ""
    fix: str = ""
    item_ids: tuple[int, ...] = ()
    overruled: str = ""

    @property
    def item_id(self) -> int | None:
        """The first item it points to."""
        return self.item_ids[0] if self.item_ids else None


@dataclass(frozen=True, slots=True)
class Overruling:
    """A check that was overruled: it holds for these items and this sentence, no further."""

    key: str
    item_ids: frozenset[int]
    sentence: str
    reason: str

    def holds_for(self, check: Check) -> bool:
        """A check that has come to point to another item, or says more, stands again."""
        if check.item_ids:
            return self.item_ids.issuperset(check.item_ids)
        return self.sentence == check.sentence


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """An agenda as the checks see it: its items in order, its meters, the day and the deadline."""

    items: tuple[ItemFacts, ...]
    meters: Meters
    today: date
    papers_on: date
    highlight: HighlightState = HighlightState.APPROVED
    overruled: tuple[Overruling, ...] = ()


def readiness(facts: AgendaFacts) -> tuple[Check, ...]:
    """All checks: those not met first, musts before shoulds."""
    checks = [_answered(check(facts), facts.overruled) for check in _CHECKS]
    return tuple(sorted(checks, key=lambda check: (check.met, not check.must)))


def _answered(check: Check, overruled: Sequence[Overruling]) -> Check:
    if check.met:
        return check
    for one in overruled:
        if one.key == check.key and one.holds_for(check):
            return replace(check, met=True, overruled=one.reason)
    return check


def to_clear(checks: Sequence[Check]) -> int:
    return sum(not check.met for check in checks)


def stopping(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The musts that are not met."""
    return tuple(check for check in checks if check.must and not check.met)


def challenge(item: ItemFacts, meters: Meters) -> tuple[str, str]:
    """The question put beside an item for noting only, and its consequence; empty when none."""
    if item.type is not ItemType.INFORMATION or item.keep_reason:
        return "", ""
    gain = f"Saves {item.minutes} {plural('minute', item.minutes)}"
    return "For noting only: disseminate another way?", (
        f"{gain} and brings the agenda to {meters.items - 1} {plural('item', meters.items - 1)}."
    )


# The checks


def _papers(facts: AgendaFacts) -> Check:
    waiting = [item for item in facts.items if item.paper_state is PaperState.TO_FOLLOW]
    late = [
        item
        for item in waiting
        if paper_standing(item.paper_state, item.paper_due_on, facts.today).is_late
        or facts.today >= facts.papers_on
    ]
    if late:
        verb = "is" if len(late) == 1 else "are"
        sentence = f"{counted_in_words(len(late), 'paper')} {verb} late"
        return _unmet("papers", True, sentence, late, _due(late), "Chase")
    if waiting:
        verb = "is" if len(waiting) == 1 else "are"
        sentence = f"{counted_in_words(len(waiting), 'paper')} {verb} still to come"
        return _unmet("papers", False, sentence, waiting, _due(waiting), "Chase")
    return _met("papers", True, "Every paper is in")


def _due(items: Sequence[ItemFacts]) -> str:
    days = {item.paper_due_on for item in items}
    day = next(iter(days))
    due = f", due {short_date(day)}" if len(days) == 1 and day else ""
    return f"{_named(items)}{due}"


def _sought(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if item.needs_thought and not _asks(item)]
    if missing:
        says = "does not say" if len(missing) == 1 else "do not say"
        sentence = f"{_named(missing)} {says} what the Board is asked to do"
        detail = "Say the decision or the partner actions sought; to note is not enough."
        return _unmet("sought", True, sentence, missing, detail, "Say what is sought")
    return _met("sought", True, "Every item says what decision or action is sought")


def _asks(item: ItemFacts) -> bool:
    decides = bool(item.decision_sought.strip()) and not only_notes(item.decision_sought)
    if item.type is ItemType.DECISION:
        return decides
    return decides or bool(item.partner_actions.strip())


def _value(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if item.needs_thought and not item.value_added.strip()]
    if missing:
        says = "does not say" if len(missing) == 1 else "do not say"
        sentence = f"{_named(missing)} {says} what value the partnership adds"
        detail = "If a partner can do it alone, it need not come to the Board."
        return _unmet("value", True, sentence, missing, detail, "Say what it adds")
    return _met("value", True, "Every item says what the partnership adds")


def _lead(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if not item.lead.strip() or not item.minutes]
    if missing:
        has = "has" if len(missing) == 1 else "have"
        sentence = f"{_named(missing)} {has} no lead or no minutes"
        return _unmet("lead", True, sentence, missing, "", "Name a lead")
    return _met("lead", True, "Every item has a lead and minutes")


def _time(facts: AgendaFacts) -> Check:
    over = -facts.meters.spare
    if over > 0:
        sentence = f"The agenda is {over} {plural('minute', over)} too long"
        detail = f"{facts.meters.planned} of {facts.meters.available} minutes are planned."
        return Check("time", True, False, sentence, detail, "Shorten an item")
    return _met("time", True, "The minutes fit")


def _standing(facts: AgendaFacts) -> Check:
    there = {item.standing_key for item in facts.items}
    missing = [name for key, name in NEEDED_STANDING if key not in there]
    if missing:
        sentence = f"The agenda has no item for {' or '.join(missing)}"
        return Check("standing", True, False, sentence, "", "Add it")
    return _met("standing", True, "Highlight report and parallel boards are on the agenda")


def _part(facts: AgendaFacts) -> Check:
    without = facts.meters.without_part
    if without:
        has = "has" if len(without) == 1 else "have"
        sentence = f"{joined(without)} {has} no part and no homework"
        return Check("part", False, False, sentence, "", "Set homework")
    return _met("part", False, "Every partner has a part or homework")


def _drafts(facts: AgendaFacts) -> Check:
    items = [item for item in facts.items if HomeworkState.DRAFT in item.homework]
    drafts = sum(item.homework.count(HomeworkState.DRAFT) for item in items)
    if drafts:
        is_draft = "is a draft" if drafts == 1 else "are drafts"
        sentence = f"{counted_in_words(drafts, 'homework question')} {is_draft}"
        on = _named(items).lower()
        detail = f"All on {on}" if drafts > 1 and len(items) == 1 else f"On {on}"
        return _unmet("drafts", False, sentence, items, detail, "Finish")
    return _met("drafts", False, "Every homework question is finished")


def _noting(facts: AgendaFacts) -> Check:
    noting = [
        item for item in facts.items if item.type is ItemType.INFORMATION and not item.keep_reason
    ]
    if noting:
        is_noting = "is" if len(noting) == 1 else "are"
        sentence = f"{_named(noting)} {is_noting} for noting only"
        detail = "Share it another way, or keep it with a reason."
        return _unmet("noting", False, sentence, noting, detail, "Disseminate")
    return _met("noting", False, "Nothing is for noting only without a reason")


def _limit(facts: AgendaFacts) -> Check:
    meters = facts.meters
    if meters.over_limit:
        sentence = f"The agenda is {number_word(meters.over_limit)} over its limit of items"
        detail = f"{meters.items} items, the limit is {meters.item_limit}"
        return Check("limit", False, False, sentence, detail, "Drop an item")
    return _met("limit", False, "The agenda is within its limit of items")


def _communities(facts: AgendaFacts) -> Check:
    missing = [
        item
        for item in facts.items
        if item.needs_thought
        and not communities_named(item.communities)
        and not item.conversations
        and not item.community_none.strip()
    ]
    if missing:
        says = "does not say" if len(missing) == 1 else "do not say"
        sentence = f"{_named(missing)} {says} which communities have views"
        detail = "Plan a conversation with them, or say why none is expected."
        return _unmet("communities", False, sentence, missing, detail, "Name them")
    return _met("communities", False, "Communities are considered for every item")


def _planned(facts: AgendaFacts) -> Check:
    missing = [
        item
        for item in facts.items
        if item.needs_thought
        and _expects_views(item)
        and not item.community_plan.strip()
        and not item.community_heard.strip()
        and not item.conversations
    ]
    if missing:
        sentence = f"No conversation with communities is planned on {_named(missing).lower()}"
        detail = "Invite a group, or ask a partner that knows them to hold one before the Board."
        return _unmet("plan", False, sentence, missing, detail, "Plan it")
    return _met("plan", False, "A conversation is planned wherever communities have views")


def _expects_views(item: ItemFacts) -> bool:
    named = communities_named(item.communities)
    if item.community_none.strip():
        return False
    return bool(named) and not named[0].lower().startswith("none expected")


def _heard(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if _still_to_hear(item)]
    if missing:
        sentence = f"What communities said on {_named(missing).lower()} is not recorded"
        return _unmet("heard", False, sentence, missing, "", "Record")
    return _met("heard", False, "What communities said is recorded")


def _still_to_hear(item: ItemFacts) -> bool:
    """A planned conversation that has not been recorded; one whose day is to come may wait."""
    if item.conversations:
        return any(one.is_open for one in item.conversations)
    return bool(item.community_plan.strip()) and not item.community_heard.strip()


def _rehearsed(facts: AgendaFacts) -> Check:
    """What is planned for the clock; that the clock was run is for the rehearsal to say."""
    missing = [item for item in facts.items if item.needs_thought and not _is_planned(item)]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentence = f"{_named(missing)} {verb} not planned in parts"
        detail = "Split the minutes, and name the likely sidetrack and the steer."
        return _unmet("rehearsed", False, sentence, missing, detail, "Plan")
    return _met("rehearsed", False, "Every decision and discussion is planned in parts")


def _is_planned(item: ItemFacts) -> bool:
    split = sum(part.minutes for part in split_parts(item.time_split))
    return split == item.minutes and bool(item.sidetrack.strip() or item.steer.strip())


def _highlight(facts: AgendaFacts) -> Check:
    on = [item for item in facts.items if item.standing_key == HIGHLIGHT_REPORT]
    if on and facts.highlight is not HighlightState.APPROVED:
        detail = f"{_HOW_FAR[facts.highlight]}; the papers go out on {short_date(facts.papers_on)}."
        sentence = "The highlight report is not approved for the papers"
        return _unmet("highlight", True, sentence, on, detail, "Approve")
    return _met("highlight", True, "The highlight report is approved for the papers")


_HOW_FAR = {
    HighlightState.DRAFT: "PMG has it as a draft",
    HighlightState.WITH_EXECUTIVE: "It is with the Executive",
    HighlightState.REVIEWED: "The Executive has reviewed it",
    HighlightState.APPROVED: "It is approved",
}


def _exempt(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if not item.exempt]
    if missing:
        sentence = f"{_named(missing)} withholds something without a paragraph and a reason"
        detail = "Name the paragraph of Schedule 12A and why the public interest lies in it."
        return _unmet("exempt", True, sentence, missing, detail, "Say why")
    return _met("exempt", True, "All that is restricted says under which paragraph, and why")


def _publicity(facts: AgendaFacts) -> Check:
    missing = [item for item in facts.items if item.publicity is None]
    if missing:
        says, them = ("does not say", "it") if len(missing) == 1 else ("do not say", "them")
        sentence = f"{_named(missing)} {says} who may read {them}"
        detail = f"Until then the public edition leaves {them} out."
        return _unmet("publicity", False, sentence, missing, detail, "Check")
    return _met("publicity", False, "Every item says who may read it")


def _named(items: Sequence[ItemFacts]) -> str:
    return items_named([item.number for item in items])


def _unmet(
    key: str, must: bool, sentence: str, items: Sequence[ItemFacts], detail: str, fix: str
) -> Check:
    ids = tuple(item.id for item in items)
    return Check(key, must, False, sentence_case(sentence), detail, fix, ids)


def _met(key: str, must: bool, sentence: str) -> Check:
    return Check(key, must, True, sentence)


_CHECKS: tuple[Callable[[AgendaFacts], Check], ...] = (
    _papers,
    _highlight,
    _exempt,
    _sought,
    _value,
    _lead,
    _time,
    _standing,
    _part,
    _drafts,
    _noting,
    _limit,
    _communities,
    _planned,
    _heard,
    _rehearsed,
    _publicity,
)
