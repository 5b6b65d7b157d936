"""Every command is one step: undo takes all of it back, redo does all of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_examples import FIXED, collected
from content import changed_tables, content

from cspdesk.commanding import Command, all_commands
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from db.changes import ChangeSet
from db.vocabulary import Origin

EXAMPLES = collected()


def _undoable() -> list[type[Command]]:
    kinds = (kind for kind in all_commands() if kind.__name__ not in FIXED)
    return sorted(kinds, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", _undoable(), ids=lambda kind: kind.__name__)
def test_undo_takes_a_step_back_whole_and_redo_does_it_again(
    kind: type[Command], desk: Desk
) -> None:
    assert kind in EXAMPLES, f"{kind.__name__} has no example in tests/flows/examples_*.py"
    command = EXAMPLES[kind](desk)
    assert type(command) is kind
    before = content(desk)

    done = desk.run(command)
    after = content(desk)
    assert changed_tables(before, after) == set(done.tables), "the change set tells all"
    assert done.rows, "an example must change something"
    assert done.label == desk.undo_label
    assert "None" not in done.label
    assert not done.label.endswith(".")

    undone = desk.undo()
    assert undone is not None
    assert undone.origin is Origin.UNDO
    assert content(desk) == before
    assert desk.redo_label == done.label

    redone = desk.redo()
    assert redone is not None
    assert content(desk) == after
    assert desk.undo_label == done.label


def test_a_long_day_can_be_undone_after_a_restart(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All examples in a row, each on what the one before left behind, then all the way back."""
    with Desk.open(sample_path) as desk:
        states = [content(desk)]
        run = desk.run

        def watched(command: Command) -> ChangeSet:
            """An example may need a step or two of its own before it: those count as well."""
            done = run(command)
            if done.rows:
                states.append(content(desk))
            return done

        monkeypatch.setattr(desk, "run", watched)
        kinds = [kind for kind in _undoable() if kind in EXAMPLES and _still_possible(desk, kind)]
    assert len(kinds) > 0.8 * len(EXAMPLES)
    with Desk.open(sample_path) as desk:
        for state in reversed(states[:-1]):
            assert desk.undo() is not None
            assert content(desk) == state
        assert desk.undo() is None
        for _state in states[1:]:
            assert desk.redo() is not None
        assert content(desk) == states[-1]


def _still_possible(desk: Desk, kind: type[Command]) -> bool:
    """Run an example; an earlier one may have used up or closed what it works on."""
    try:
        return bool(desk.run(EXAMPLES[kind](desk)).rows)
    except (IndexError, RuleBroken):
        return False


def test_no_example_is_for_a_command_that_is_gone() -> None:
    assert set(EXAMPLES) <= all_commands()
    assert set(FIXED) <= {kind.__name__ for kind in all_commands()}
