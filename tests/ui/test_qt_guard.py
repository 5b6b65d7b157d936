"""Guards against the Qt binding that loses references: PySide6 6.12.0 on Python 3.11.

There every call that returns nothing takes a reference from None, and emitting a signal one from
True, until the process aborts. From Python 3.12 both are immortal and the count never moves.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
# Other parts of the process hold and let go of a few references meanwhile.
NOISE = 100


class Bell(QObject):
    rung = Signal()


def test_a_thousand_calls_that_return_nothing_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert label.text() == str(CALLS - 1)
    assert before - sys.getrefcount(None) <= NOISE


def test_two_hundred_signals_leave_true_alone(qtbot: QtBot) -> None:
    # Fewer than the some 570 that abort the process, so that the fault shows as a failure.
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    before = sys.getrefcount(True)
    for _ in range(2 * NOISE):
        bell.rung.emit()
    assert len(heard) == 2 * NOISE
    assert before - sys.getrefcount(True) <= NOISE
