"""Homework: a page of questions for each partner."""

from __future__ import annotations

from cspdesk.calendar import long_date
from cspdesk.homework.queries import HomeworkCard, PartnerHomework
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.words import counted
from db.vocabulary import HomeworkState

# Room to reply, in millimetres, by how many replies are still to come.
_REPLY_HEIGHTS = {1: 58.0, 2: 44.0, 3: 32.0}
_LEAST = 20.0


def homework_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """One section for each partner that is asked something."""
    return tuple(_sheet(partner, facts) for partner in facts.homework)


def _sheet(partner: PartnerHomework, facts: PackFacts) -> b.Section:
    reply_by = long_date(partner.reply_by) if partner.reply_by else "All answered"
    contact = facts.front.partnership.contact or "Reply to the secretariat"
    strip = b.FactStrip(
        (
            b.Fact("Reply by", reply_by),
            b.Fact("Questions", counted(len(partner.questions), "question")),
            b.Fact("Reply to", contact),
        ),
        boxed=True,
    )
    focus = f". Priority in focus: {partner.meeting.focus}" if partner.meeting.focus else ""
    head = (
        b.Eyebrow(f"Board meeting, {partner.meeting.paper_words}{focus}"),
        b.Heading(1, f"Homework for {partner.name}", key=f"homework-{partner.organisation_id}"),
        strip,
    )
    open_cards = sum(not _is_answered(card) for card in partner.questions)
    most = _REPLY_HEIGHTS.get(open_cards, _LEAST)
    full, *shorter = (
        (*head, *(_question(n, card, height) for n, card in enumerate(partner.questions, 1)),
         *_before_sending(partner, open_cards, facts))
        for height in (most, (2 * most + _LEAST) / 3, (most + 2 * _LEAST) / 3, _LEAST)
    )  # fmt: skip
    running = f"Homework, {partner.short_name}"
    return b.Section(full, running=running, fit=1, shorter=tuple(shorter))


def _before_sending(
    partner: PartnerHomework, open_cards: int, facts: PackFacts
) -> tuple[b.Block, ...]:
    """Who stands behind the reply, and who will hear of it."""
    if not open_cards:
        return ()
    key = partner.organisation_id
    fields = b.FormRow(
        (
            b.FormField(f"agreed-{key}", "Reply agreed by (role)", "Reply agreed by (role)", 18.0),
            b.FormField(
                f"body-{key}",
                "Governance body that will hear the outcome, and the date",
                "Governance body that will hear the outcome, and the date",
                18.0,
            ),
        )
    )
    contact = facts.front.partnership.contact
    to = f" Send it to {contact}." if contact else ""
    thanks = b.Paragraph(f"Your reply goes to every member of the Board before it meets.{to}")
    return (b.LabelRow("Before you send", (fields,)), thanks)


def _question(number: int, card: HomeworkCard, height: float) -> b.LabelRow:
    why: tuple[b.Block, ...] = ()
    if card.contribution:
        why = (b.Paragraph((b.bold("What you can add: "), card.contribution)),)
    question = b.Heading(2, card.question, look="question", in_contents=False)
    return b.LabelRow(
        str(number),
        (question, *why, _reply(card, height)),
        level=0,
        look="number",
        aside=(b.Note(f"For item {card.item_number}, {card.item_short_title}"),),
    )


def _is_answered(card: HomeworkCard) -> bool:
    return card.state is HomeworkState.ANSWERED and bool(card.answer)


def _reply(card: HomeworkCard, height: float) -> b.Block:
    if _is_answered(card):
        return b.KeyBox((b.Paragraph((b.bold("Your reply: "), card.answer)),))
    return b.FormField(f"reply-{card.id}", "Your reply: up to 100 words", card.question, height)
