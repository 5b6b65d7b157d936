"""Doing things from the window: what is announced, and the four kinds of failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from desks import a_desk
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.settings.commands import (
    KEEP,
    AddToLibrary,
    EditInLibrary,
    SetMeetingDefaults,
    SetRatingDefaults,
)
from cspdesk.settings.queries import partnership, standing_library
from db.changes import ChangeSet
from ui.bus import Bus
from ui.operations import Operations, saved_words
from ui.widgets.fields import Field, Fields, ProblemLabel


@dataclass
class Heard:
    """A window that only remembers what it was told to say."""

    said: list[tuple[str, bool]] = field(default_factory=list)
    explained: list[tuple[str, str, str, Callable[[], None] | None]] = field(default_factory=list)
    reported: list[BaseException] = field(default_factory=list)

    def say(self, words: str, *, undo: bool = False) -> None:
        self.said.append((words, undo))

    def explain(
        self, title: str, words: str, *, button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        self.explained.append((title, words, button, act))

    def report(self, problem: BaseException) -> None:
        self.reported.append(problem)


@dataclass
class Desktop:
    desk: Desk
    bus: Bus
    heard: Heard
    operations: Operations
    changes: list[ChangeSet]


@pytest.fixture
def at(qapp: object, tmp_path: Path) -> Iterator[Desktop]:
    desk, bus, heard = a_desk(tmp_path), Bus(), Heard()
    changes: list[ChangeSet] = []
    bus.changed.connect(changes.append)
    yield Desktop(desk, bus, heard, Operations(desk, bus, heard), changes)
    desk.close()


def titles(desk: Desk) -> list[str]:
    return [line.title for line in desk.ask(standing_library)]


def test_a_command_is_announced_after_it_is_saved_and_can_be_undone(at: Desktop) -> None:
    seen_when_told: list[bool] = []
    at.bus.changed.connect(lambda _: seen_when_told.append("Hate crime" in titles(at.desk)))
    done = at.operations.run(AddToLibrary("Hate crime"))
    assert done is not None
    assert seen_when_told == [True]
    assert at.changes == [done]
    assert at.heard.said == [(done.label, True)]
    at.operations.undo()
    assert "Hate crime" not in titles(at.desk)
    did = at.changes[0].label
    assert at.heard.said[-1] == (f"Undone: {did[0].lower()}{did[1:]}", False)
    at.operations.redo()
    assert "Hate crime" in titles(at.desk)
    assert len(at.changes) == 3


def test_a_quiet_command_says_nothing_but_is_announced(at: Desktop) -> None:
    called: list[ChangeSet] = []
    at.operations.run(AddToLibrary("Hate crime"), quiet=True, on_done=called.append)
    assert at.heard.said == []
    assert called == at.changes
    assert len(called) == 1


def test_undo_with_nothing_to_take_back_does_nothing(at: Desktop) -> None:
    assert at.operations.undo() is None
    assert at.changes == []
    assert at.heard.said == []


def ratings(desk: Desk, tolerance: float) -> SetRatingDefaults:
    card = desk.ask(partnership)
    return SetRatingDefaults(card.id, card.version, tolerance=tolerance)


def test_a_broken_rule_is_said_beside_its_field_and_cleared_when_kept(
    at: Desktop, qtbot: QtBot
) -> None:
    tolerance = Field("&Tolerance", QLineEdit())
    qtbot.addWidget(tolerance)
    fields = Fields({"tolerance": tolerance})
    assert at.operations.run(ratings(at.desk, 200), fields=fields) is None
    assert tolerance.problem.text() == "The tolerance must be from 0 to 100."
    assert tolerance.control.accessibleDescription() == tolerance.problem.text()
    assert at.changes == []
    assert at.heard.explained == []
    assert at.operations.run(ratings(at.desk, 7), fields=fields) is not None
    assert tolerance.problem.text() == ""
    assert tolerance.problem.isHidden()


def test_a_broken_rule_without_a_field_goes_to_the_form_or_to_a_dialog(
    at: Desktop, qtbot: QtBot
) -> None:
    whole = ProblemLabel()
    qtbot.addWidget(whole)
    at.operations.run(ratings(at.desk, 200), fields=Fields(whole=whole))
    assert whole.text() == "The tolerance must be from 0 to 100."
    at.operations.run(ratings(at.desk, 200))
    assert [words for _, words, _, _ in at.heard.explained] == [whole.text()]


def test_a_conflict_offers_what_stands_now_and_overwrites_nothing(
    at: Desktop, qtbot: QtBot
) -> None:
    at.operations.run(AddToLibrary("Hate crime"))
    line = next(row for row in at.desk.ask(standing_library) if row.title == "Hate crime")
    at.desk.run(EditInLibrary(line.id, line.version, title="Hate crime and extremism"))
    assert at.operations.run(EditInLibrary(line.id, line.version, title="Something else")) is None
    [(_, words, button, act)] = at.heard.explained
    assert "Nothing was overwritten" in words
    assert button == "Show it as it is now"
    assert act is not None
    with qtbot.waitSignal(at.bus.reload):
        act()
    assert "Hate crime and extremism" in titles(at.desk)


def test_trouble_with_the_world_is_explained_and_can_be_tried_again(at: Desktop) -> None:
    with closing(sqlite3.connect(at.desk.path)) as other:
        other.execute("begin exclusive")
        assert at.operations.run(AddToLibrary("Hate crime")) is None
        [(title, words, button, act)] = at.heard.explained
        assert title == "This could not be saved"
        assert words
        assert button == "Try again"
        assert act is not None
    act()
    assert "Hate crime" in titles(at.desk)
    assert len(at.heard.explained) == 1
    assert at.heard.reported == []


def test_a_file_open_elsewhere_is_explained_and_trying_again_is_not_offered(
    tmp_path: Path, qapp: object
) -> None:
    first = a_desk(tmp_path)
    second = Desk.open(first.path)
    try:
        bus, heard = Bus(), Heard()
        assert second.read_only
        operations = Operations(second, bus, heard)
        assert "reading only" in operations.refusal
        assert operations.run(AddToLibrary("Hate crime")) is None
        [(title, words, button, act)] = heard.explained
        assert title == "This file can only be read here"
        assert "open elsewhere" in words
        assert (button, act) == ("", None)
        assert heard.reported == []
    finally:
        second.close()
        first.close()


def test_anything_else_is_reported_as_a_bug(at: Desktop) -> None:
    class Unknown(Command):
        pass

    assert at.operations.run(Unknown()) is None
    assert [type(problem) for problem in at.heard.reported] == [KeyError]
    assert at.heard.explained == []


def test_a_command_that_changes_nothing_shows_no_undo(at: Desktop) -> None:
    card = at.desk.ask(partnership)
    unchanged: Any = SetMeetingDefaults(card.id, card.version, item_limit=card.item_limit)
    assert unchanged.clear_days is KEEP
    at.operations.run(unchanged)
    assert [undo for _, undo in at.heard.said if undo] == []


def test_saved_words_give_the_time_or_say_that_all_is_saved(at: Desktop) -> None:
    assert saved_words(None) == "All changes are saved"
    at.operations.run(AddToLibrary("Hate crime"))
    saved = at.desk.saved_at
    assert saved is not None
    assert saved_words(saved) == f"Saved {saved.hour:02}:{saved.minute:02}"
