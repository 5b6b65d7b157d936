"""The supplement: late items and late papers alone, its pages going on from the issued pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cspdesk.agenda.queries import ItemCard
from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.homework.queries import PartnerHomework
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts, read_pack
from cspdesk.packs.board.front_sheets import background_section, front_sheet, paper_sections
from cspdesk.packs.board.homework import homework_sections
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.board.parts import item_key, type_chip
from cspdesk.packs.late import LateBusiness, late_business
from cspdesk.packs.writing import Exported, refuse_target, save_document
from cspdesk.reading import Reading


@dataclass(frozen=True, slots=True)
class SupplementFacts:
    """The pack's facts, and which of them have come since it was issued."""

    pack: PackFacts
    late: LateBusiness


def read_supplement(reading: Reading, meeting_id: int) -> SupplementFacts:
    """Read a supplement. Raises WorldError when there is no pack to go on from, or nothing late."""
    facts = read_pack(reading, meeting_id)
    late = late_business(reading, meeting_id)
    if late is None:
        raise WorldError(
            "No pack has been issued for this Board, so there is nothing to supplement.",
            "A late item goes into the pack itself.",
        )
    if late.is_nothing:
        raise WorldError(
            f"Nothing has come since {plain_date(late.pack.issued_at)}, so there is nothing to "
            "supplement.",
            "Add the late item to the agenda, or the late paper to its item.",
        )
    return SupplementFacts(facts, late)


def supplement(facts: SupplementFacts, *, draft: bool) -> b.Document:
    """The whole supplement. The same facts make the same document."""
    pack, late = _only_late(facts), facts.late
    owner, held_on = pack.front.partnership, pack.front.meeting.held_on
    edition = f"Supplement {late.number}"
    return b.Document(
        title=f"{edition} to the Board pack, {plain_date(held_on)}",
        partnership=owner.name,
        sections=(
            _what_is_in_it(pack, late),
            *_items(pack, late),
            *background_section(_late_items(pack, late)),
            *homework_sections(pack),
        ),
        created=dt.datetime.combine(pack.today, dt.time(12), dt.UTC),
        running=f"Board meeting, {plain_date(held_on)}",
        marking=MARKINGS[owner.marking],
        edition_line=f"{edition}. Sample figures" if owner.is_sample else edition,
        draft=draft,
        subject="Items and papers that came after the pack was issued",
        first_page=late.first_page,
    )


def _only_late(facts: SupplementFacts) -> PackFacts:
    """The late items with all their papers, the others with their late papers alone."""
    pack, late = facts.pack, facts.late
    items = tuple(card for card in pack.items if late.has(card.line))
    papers = {
        card.id: tuple(
            found
            for found in pack.papers.get(card.id, ())
            if card.id in late.item_ids or found.card.id in late.paper_ids
        )
        for card in items
    }
    return replace(pack, items=items, papers=papers, homework=tuple(_asked(pack, late)))


def _asked(pack: PackFacts, late: LateBusiness) -> Iterator[PartnerHomework]:
    """The partners that are asked something on a late item, with those questions alone."""
    for partner in pack.homework:
        questions = tuple(one for one in partner.questions if one.item_id in late.item_ids)
        if questions:
            yield replace(partner, questions=questions)


def _late_items(pack: PackFacts, late: LateBusiness) -> PackFacts:
    return replace(pack, items=tuple(card for card in pack.items if card.id in late.item_ids))


def _items(pack: PackFacts, late: LateBusiness) -> Iterator[b.Section]:
    for card in pack.items:
        if card.id in late.item_ids:
            yield front_sheet(card, pack)
        yield from paper_sections(card, pack)


_COLUMNS = (
    b.Column("No.", 12, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("Item", header=True),
    b.Column("Type", 26),
    b.Column("Led by", 36),
    b.Column("Page", 16, align="right", tabular=True),
)


def _what_is_in_it(pack: PackFacts, late: LateBusiness) -> b.Section:
    """What has come, where it is, and which pack it belongs to."""
    meeting, last = pack.front.meeting, late.first_page - 1
    lead = (
        f"{late.sentence}. This goes with the pack that was issued on "
        f"{plain_date(late.pack.issued_at)}; its pages go on from page {last}."
    )
    rows = tuple(row for card in pack.items for row in _rows(card, pack, late))
    return b.Section(
        (
            b.Eyebrow(meeting.paper_words),
            b.Heading(1, f"Supplement {late.number} to the Board pack", key="supplement"),
            b.Lead(lead),
            b.DataTable(_COLUMNS, rows, summary="Late items and late papers, with their pages"),
        )
    )


def _rows(card: ItemCard, pack: PackFacts, late: LateBusiness) -> Iterator[b.Row]:
    line = card.line
    if card.id in late.item_ids:
        said = b.Cell((b.bold(line.title), b.quiet("Late item")))
        place = b.Cell((b.PageRef(item_key(card.id), number_only=True),))
        yield b.Row((line.number, said, type_chip(line.type), line.lead or "No lead yet", place))
    for found in pack.papers.get(card.id, ()):
        words = f"Paper of {'this item' if card.id in late.item_ids else f'“{line.title}”'}"
        said = b.Cell((b.bold(found.card.title), b.quiet(words)))
        place = b.Cell((b.PageRef(f"paper-{found.card.id}", number_only=True),))
        number = f"{line.number}.{found.number}"
        yield b.Row((number, said, "Paper", line.paper_from or line.lead or "", place))


def export_supplement(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the supplement to `out`. It says DRAFT unless it is the copy that is being issued.

    Raises WorldError when there is nothing to supplement or it cannot be written, RenderCancelled
    when `cancelled` says stop.
    """
    refuse_target(out)
    facts = desk.ask(read_supplement, meeting_id)
    document = supplement(facts, draft=draft is not False)
    marking = facts.pack.front.partnership.marking
    return save_document(document, out, marking, progress=progress, cancelled=cancelled)
