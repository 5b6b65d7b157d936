"""The letter with which a partner's questions go out, with the agenda: only that partner's. Pure
but for `homework_letters`, which reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cspdesk.calendar import short_date
from cspdesk.homework.queries import HomeworkCard, PartnerHomework, by_partner
from cspdesk.homework.replies import Asked
from cspdesk.mail.chasers import Sender
from cspdesk.mail.drafts import Attachment, Draft, address_fault
from cspdesk.mail.queries import sender_of
from cspdesk.people.queries import organisations
from cspdesk.phrases import counted_in_words
from cspdesk.reading import Reading
from db.vocabulary import HomeworkState

_ANSWER = "Please answer below each question and send it back."
_ANSWER_OR_SHEET = (
    "Please answer below each question, or fill in the attached sheet, and send it back."
)
_HEARD = "The Board hears your answer when it comes to the item."
_GOES_OUT = (HomeworkState.SET, HomeworkState.SENT)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter to one partner. `unsent` are the questions that go out with it for the first time;
    `fault` says why no draft can be addressed, "" when it can."""

    partner: PartnerHomework
    questions: tuple[HomeworkCard, ...]
    draft: Draft
    fault: str

    @property
    def unsent(self) -> tuple[int, ...]:
        return tuple(card.id for card in self.questions if card.state is HomeworkState.SET)

    @property
    def sentence(self) -> str:
        """ "London CRC has no e-mail address: copy the text instead."; "" when it has one."""
        return (
            f"{self.partner.short_name} {self.fault}: copy the text instead." if self.fault else ""
        )


def homework_letters(reading: Reading, meeting_id: int) -> tuple[Letter, ...]:
    """A letter for each partner with a question that is set or sent and not yet answered."""
    sender = sender_of(reading)
    address = {one.id: one.email.strip() for one in organisations(reading)}
    found = []
    for partner in by_partner(reading, meeting_id):
        cards = tuple(card for card in partner.questions if card.state in _GOES_OUT)
        if cards:
            to = address.get(partner.organisation_id, "")
            draft = letter(partner, cards, sender, to)
            found.append(Letter(partner, cards, draft, address_fault(to)))
    return tuple(found)


def letter(
    partner: PartnerHomework, cards: tuple[HomeworkCard, ...], sender: Sender, address: str
) -> Draft:
    """The draft to one partner: each question with its number, its reference and its day."""
    board = short_date(partner.meeting.held_on, year=True)
    head = f"{counted_in_words(len(cards), 'question')} for you before the Board of {board}:"
    parts = [f"Dear {partner.short_name} colleagues,", head]
    parts += [_question(card, number_of(partner, card)) for card in cards]
    parts.append(f"{_ANSWER_OR_SHEET} {_HEARD}")
    parts.append("\n".join(part for part in (sender.secretariat, sender.contact) if part))
    return Draft(
        to_name=partner.name,
        to_address=address,
        subject=f"{sender.partnership}: questions for {partner.short_name}, Board of {board}",
        body="\n\n".join(parts) + "\n",
        marking=sender.marking,
    )


def with_sheets(draft: Draft, sheets: tuple[Attachment, ...]) -> Draft:
    """The draft with these sheets attached; without any it does not speak of one."""
    if sheets:
        return replace(draft, attachments=sheets)
    return replace(draft, body=draft.body.replace(_ANSWER_OR_SHEET, _ANSWER))


def _question(card: HomeworkCard, number: int) -> str:
    said = [f"Question {number} [H{card.id}], item {card.item_number}: {card.item_title}"]
    said.append(" ".join(card.question.split()))
    if card.contribution:
        said.append(f"Why we ask you: {' '.join(card.contribution.split())}")
    if card.due_on:
        said.append(f"Answer by {short_date(card.due_on, year=True)}.")
    return "\n".join(said)


def number_of(partner: PartnerHomework, card: HomeworkCard) -> int:
    """The number of a question among all of a partner's at this Board, from 1."""
    return [one.id for one in partner.questions].index(card.id) + 1


def asked_of(partner: PartnerHomework) -> tuple[Asked, ...]:
    """A partner's questions as a reply may answer them; those that were never sent left out."""
    return tuple(
        Asked(card.id, card.version, number, card.item_number, card.question, card.answer)
        for number, card in enumerate(partner.questions, 1)
        if card.state is not HomeworkState.DRAFT
    )
