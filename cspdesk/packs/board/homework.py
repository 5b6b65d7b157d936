"""Homework: a page of questions for each partner."""

from __future__ import annotations

from cspdesk.calendar import long_date
from cspdesk.homework.queries import HomeworkCard, PartnerHomework
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.words import counted
from db.vocabulary import HomeworkState

_REPLY_HEIGHT = 24.0


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
    return b.Section(
        (
            b.Eyebrow(f"Board meeting, {partner.meeting.paper_words}{focus}"),
            b.Heading(1, f"Homework for {partner.name}", key=f"homework-{partner.organisation_id}"),
            strip,
            *(_question(n, card) for n, card in enumerate(partner.questions, 1)),
        ),
        running=f"Homework, {partner.short_name}",
    )


def _question(number: int, card: HomeworkCard) -> b.LabelRow:
    why: tuple[b.Block, ...] = ()
    if card.contribution:
        why = (b.Paragraph((b.bold("What you can add: "), card.contribution)),)
    return b.LabelRow(
        str(number),
        (b.Heading(2, card.question, look="question", in_contents=False), *why, _reply(card)),
        level=0,
        look="number",
        aside=(b.Note(f"For item {card.item_number}, {card.item_short_title}"),),
    )


def _reply(card: HomeworkCard) -> b.Block:
    if card.state is HomeworkState.ANSWERED and card.answer:
        return b.KeyBox((b.Paragraph((b.bold("Your reply: "), card.answer)),))
    name = f"reply-{card.id}"
    return b.FormField(name, "Your reply: up to 100 words", card.question, _REPLY_HEIGHT)
