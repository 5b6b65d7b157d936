"""The documents issued for a meeting: edition, day, pages, hash, and a copy of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea

from cspdesk.calendar import plural, short_date
from cspdesk.packs.queries import IssuedLine
from cspdesk.phrases import sentence_case
from db.vocabulary import DocumentKind
from ui.delegates.cells import Line, Piece, text
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.pane import Pane
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 4  # rows; more scroll
COPY = "copy"


def issued_words(line: IssuedLine) -> str:
    """ "Thu 9 Feb 2017, 10:42"."""
    return f"{short_date(line.issued_at.date(), year=True)}, {line.issued_at:%H:%M}"


def edition_words(line: IssuedLine) -> str:
    """ "edition 2", "supplement 1"."""
    kind = "supplement" if line.kind is DocumentKind.SUPPLEMENT else "edition"
    return f"{kind} {line.number}"


def _short(line: IssuedLine) -> str:
    return f"Suppl. {line.number}" if line.kind is DocumentKind.SUPPLEMENT else str(line.number)


def about(line: IssuedLine) -> str:
    """Everything kept of it, for the tooltip and the screen reader."""
    parts = [
        f"{sentence_case(edition_words(line))}, {line.file_name}, issued {issued_words(line)}",
        f"{line.pages} {plural('page', line.pages)}, {line.size:,} bytes",
        f"SHA-256 {line.sha256}",
    ]
    if line.overruled:
        parts.append("Went out in spite of: " + "; ".join(line.overruled))
        parts.append(f"Because: {line.overrule_reason}")
    return "\n".join(parts)


def _copy_link(line: IssuedLine) -> Line:
    return Line((Piece("Save a copy…", tone="accent", style="label-strong", link=COPY),))


_COLUMNS: tuple[Column[IssuedLine], ...] = (
    Column(
        "Edition",
        _short,
        width=76,
        spoken=lambda line: about(line),
        tooltip=about,
        cell=lambda line: text(_short(line), strong=True),
    ),
    Column("Issued", issued_words, width=158, tooltip=about),
    Column("Pages", lambda line: str(line.pages), align="right", width=60),
    Column("SHA-256", lambda line: line.sha256, tooltip=about),
    Column("Copy", lambda _line: "Save a copy…", width=112, cell=_copy_link),
)


class IssuedPane(Pane):
    """Hidden until something was issued. `copy_wanted(IssuedLine)` by its link or Enter."""

    copy_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Issued")
        self.list = RowsView(
            RowsModel(_COLUMNS, key=lambda line: line.id), name="Issued packs", sortable=False
        )
        self.list.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.list.record_opened.connect(self.copy_wanted)
        self.list.link_pressed.connect(lambda line, _link: self.copy_wanted.emit(line))
        self.add(self.list)
        theme().changed.connect(self._fit)
        self.hide()

    def show_issued(self, lines: Sequence[IssuedLine]) -> None:
        self.list.rows.set_records(lines)
        count, noun = len(lines), "document"
        if all(line.kind is not DocumentKind.SUPPLEMENT for line in lines):
            noun = "edition"
        self.set_title("Issued", f"{count} {plural(noun, count)}, each kept as it went out")
        self._fit()
        self.setVisible(bool(lines))

    def _fit(self) -> None:
        look, count = theme(), max(1, len(self.list.rows.records()))
        rows = look.row(self.list.delegate.kind) * min(count, SHOWN)
        self.list.setFixedHeight(look.row("header") + rows + 2)
