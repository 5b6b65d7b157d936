"""Doing things: run a command, sort what goes wrong into four kinds, announce what changed.

self.operations.run(SetHomework(item.id, police.id, text, due, item.version),
                    fields=self.inspector.fields)
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from cspdesk.errors import Conflict, RuleBroken, WorldError
from ui.bus import Bus
from ui.frame_words import reading_words

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.desk import Desk
    from db.changes import ChangeSet

READ_ONLY = "This file can only be read here"

log = logging.getLogger(__name__)


class FieldPlaces(Protocol):
    """Where a form shows the sentence of a broken rule (`ui.widgets.fields.Fields`)."""

    def clear(self) -> None: ...

    def show(self, name: str, words: str) -> bool:
        """True when the sentence found its place."""
        ...


class Teller(Protocol):
    """What the window says after an action; `MainWindow` is the real one."""

    def say(self, words: str, *, undo: bool = False) -> None:
        """Tell in passing (a toast)."""

    def explain(
        self, title: str, words: str, *, button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Tell what must be read, with one thing to do about it."""

    def report(self, problem: BaseException) -> None:
        """A failure nobody foresaw."""


class Operations(QObject):
    """Runs commands on one desk. `done(ChangeSet)` follows each success, undo and redo included."""

    done = Signal(object)

    def __init__(self, desk: Desk, bus: Bus, teller: Teller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._bus = bus
        self._teller = teller

    @property
    def refusal(self) -> str:
        """Why nothing can be changed in this file; "" when it can."""
        return reading_words(self.desk)

    def refuse(self) -> bool:
        """Say why nothing can be changed here; False, and silent, when it can."""
        if self.refusal:
            words = f"{self.refusal}. Close it there and open it again to make changes."
            self._teller.explain(READ_ONLY, words)
        return bool(self.refusal)

    # -- doing --------------------------------------------------------------------------------

    def run(
        self,
        command: Command,
        *,
        fields: FieldPlaces | None = None,
        on_done: Callable[[ChangeSet], None] | None = None,
        quiet: bool = False,
    ) -> ChangeSet | None:
        """Run the command; what it changed, or None when it did not happen.

        `fields` shows the sentence of a broken rule beside its field. `quiet` leaves out the toast
        (typing into a grid would show one a second).
        """
        if fields is not None:
            fields.clear()
        changes = self._attempt(
            lambda: self.desk.run(command),
            again=lambda: self.run(command, fields=fields, on_done=on_done, quiet=quiet),
            fields=fields,
        )
        if changes is None:
            return None
        self._announce(changes)
        if changes.rows and not quiet:
            self._teller.say(changes.label, undo=not self.desk.reach.fixed)
        if on_done is not None:
            on_done(changes)
        return changes

    def tell(self, words: str) -> None:
        """Say in passing what was done, or why not, when there is nothing to undo."""
        self._teller.say(words)

    def undo(self) -> ChangeSet | None:
        """Take the last step back and say which."""
        return self._step(self.desk.undo, "Undone", self.undo)

    def redo(self) -> ChangeSet | None:
        return self._step(self.desk.redo, "Done again", self.redo)

    def _step(
        self,
        move: Callable[[], ChangeSet | None],
        said: str,
        again: Callable[[], ChangeSet | None],
    ) -> ChangeSet | None:
        changes = self._attempt(move, again=again)
        if changes is not None:
            self._announce(changes)
            self._teller.say(f"{said}: {step_words(changes.label)}")
        return changes

    def _announce(self, changes: ChangeSet) -> None:
        """After the commit, never before: whoever listens reads what is on disk."""
        self._bus.changed.emit(changes)
        self.done.emit(changes)

    # -- what can go wrong --------------------------------------------------------------------

    def _attempt(
        self,
        move: Callable[[], ChangeSet | None],
        *,
        again: Callable[[], object],
        fields: FieldPlaces | None = None,
    ) -> ChangeSet | None:
        try:
            return move()
        except RuleBroken as broken:
            self._show_rule(broken, fields)
        except Conflict as conflict:
            self._teller.explain(
                "This was changed elsewhere",
                f"{conflict} Nothing was overwritten.",
                button="Show it as it is now",
                act=self._bus.reload.emit,
            )
        except WorldError as trouble:
            log.warning("the world is at fault: %s", trouble)
            if self.refusal:  # trying again would not help
                self._teller.explain(READ_ONLY, str(trouble))
                return None
            self._teller.explain(
                "This could not be saved", str(trouble), button="Try again", act=_silently(again)
            )
        except Exception as problem:  # the edge of the window: anything else is a bug
            self._teller.report(problem)
        return None

    def _show_rule(self, broken: RuleBroken, fields: FieldPlaces | None) -> None:
        if fields is None or not fields.show(broken.field, broken.message):
            self._teller.explain("This cannot be done", broken.message)


def _silently(act: Callable[[], object]) -> Callable[[], None]:
    """The same action without an answer."""

    def acted() -> None:
        act()

    return acted


def step_words(label: str) -> str:
    """The step that was taken back or done again, within a sentence: "deleted item 2, Hate crime".

    Every label begins with what was done ("Deleted …"), that of a step back with "Undo " before it.
    """
    did = label.removeprefix("Undo ").removeprefix("Redo ")
    return did[:1].lower() + did[1:]


def saved_words(at: datetime | None) -> str:
    """ "Saved 10:42", or that nothing has been changed since opening."""
    return f"Saved {at:%H:%M}" if at else "All changes are saved"
