"""What the header’s menu and single letters in the list of items ask for, each in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.meeting.dialogs import (
    BodiesForm,
    EndForm,
    ExclusionForm,
    InterestForm,
    SeatForm,
    TogetherForm,
)

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import (
        AttendanceLine,
        DecisionLine,
        DeclarationLine,
        ItemNow,
        MeetingView,
    )
    from ui.meeting.page import MeetingPage
    from ui.widgets.forms import FormDialog


class Asking:
    """`form` is the one asked last."""

    def __init__(self, page: MeetingPage) -> None:
        self.page = page
        self.form: FormDialog | None = None

    def menu(self) -> QMenu:
        """What is needed now and then; each has its letter in the list of items."""
        page = self.page
        menu = QMenu(page.more)
        for words, act, key in (
            ("&Register", page.open_register, "R"),
            ("&Declare an interest…", self.interest, "D"),
            ("E&xclude the public…", self.exclusion, "X"),
            ("&Take together with another item…", self.together, "T"),
        ):
            menu.addAction(f"{words}\t{key}", act)
        item = self._item()
        if item is not None and item.line.closed:
            menu.addAction("&Open this item again", page.reopen)
        menu.addSeparator()
        menu.addAction("&End the meeting…", self.end)
        return menu

    def _view(self) -> MeetingView | None:
        """The meeting, unless nothing can be changed here: then that is said."""
        if self.page.view is None or self.page.operations.refuse():
            return None
        self.page.cards.stop()
        return self.page.view

    def _item(self) -> ItemNow | None:
        return self.page.view.item if self.page.view else None

    def bodies(self, line: DecisionLine) -> None:
        self._open(BodiesForm(self.page, line))

    def interest(self, line: DeclarationLine | None = None) -> None:
        """A new one, or one that was declared."""
        view = self._view()
        if view is not None:
            self._open(InterestForm(self.page, view, line))

    def seat(self, line: AttendanceLine) -> None:
        view = self._view()
        if view is None:
            return
        if line.vacant:
            self.page.operations.tell(f"The {line.role} is vacant: nobody can come for it.")
        else:
            self._open(SeatForm(self.page, view, line))

    def exclusion(self) -> None:
        view = self._view()
        if view is not None and view.item is not None:
            self._open(ExclusionForm(self.page, view.item))

    def together(self) -> None:
        view = self._view()
        if view is None or view.item is None:
            return
        line = view.item.line
        if line.closed:
            self.page.operations.tell(f"Item {line.number} is closed: open it again first.")
        else:
            self._open(TogetherForm(self.page, view))

    def end(self) -> None:
        self.page.leave_off()
        view = self._view()
        if view is not None:
            self._open(EndForm(self.page, view))

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.open()
