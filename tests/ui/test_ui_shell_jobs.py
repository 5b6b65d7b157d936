"""Long work: progress, cancel and failure are heard on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.jobs import InlineRunner, JobRunner, Token
from ui.widgets.progress import JobPanel


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    assert made.close()


def test_the_answer_comes_on_the_windows_thread(runner: JobRunner, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    here = threading.get_ident()
    with qtbot.waitSignal(runner.done) as done:
        runner.start(
            "Count",
            lambda token: threading.get_ident(),
            on_done=lambda there: heard.append((there, threading.get_ident())),
        )
    [(worked, told)] = heard
    assert worked != here
    assert told == here
    assert done.args[1] == worked
    assert runner.running() == []


def test_progress_is_told_and_the_last_step_never_left_out(runner: JobRunner, qtbot: QtBot) -> None:
    steps: list[tuple[int, int, str]] = []
    runner.progress.connect(lambda _t, done, total, text: steps.append((done, total, text)))

    def work(token: Token) -> None:
        for number in range(1, 501):
            token.step(number, 500, f"row {number}")

    with qtbot.waitSignal(runner.done):
        runner.start("Read rows", work)
    assert steps[-1] == (500, 500, "row 500")
    assert len(steps) < 100


def test_work_stops_at_its_next_step_when_cancelled(runner: JobRunner, qtbot: QtBot) -> None:
    going, reached = threading.Event(), []

    def work(token: Token) -> None:
        going.set()
        for number in range(1_000_000):
            token.step(number, 1_000_000)
            reached.append(number)
            threading.Event().wait(0.001)

    stopped: list[bool] = []
    with qtbot.waitSignal(runner.cancelled):
        token = runner.start("Endless", work, on_cancelled=lambda: stopped.append(True))
        assert going.wait(5)
        token.cancel()
    assert stopped == [True]
    assert len(reached) < 1_000_000


@pytest.mark.expects_log
def test_a_failure_is_logged_and_handed_on(runner: JobRunner, qtbot: QtBot) -> None:
    caught: list[Exception] = []

    def work(token: Token) -> None:
        raise ValueError("no such sheet")

    with qtbot.waitSignal(runner.failed):
        runner.start("Import", work, on_failed=caught.append)
    assert [str(problem) for problem in caught] == ["no such sheet"]


def test_many_jobs_come_and_go(runner: JobRunner, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(200):
        runner.start(f"Job {number}", lambda token, n=number: n, on_done=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 200)
    assert sorted(answers) == list(range(200))


def test_a_closed_runner_takes_no_more_work(qapp: object) -> None:
    runner = JobRunner()
    assert runner.close()
    with pytest.raises(RuntimeError, match="closing"):
        runner.start("Late", lambda token: None)


def test_closing_stops_what_runs(qtbot: QtBot) -> None:
    runner, going = JobRunner(), threading.Event()

    def work(token: Token) -> None:
        while True:
            going.set()
            token.step(0, 1)

    runner.start("Endless", work)
    assert going.wait(5)
    with qtbot.waitSignal(runner.cancelled):
        assert runner.close()


def test_the_inline_runner_answers_before_start_returns(qapp: object) -> None:
    runner, heard = InlineRunner(), []
    runner.start("Now", lambda token: token.step(1, 1) or 7, on_done=heard.append)
    assert heard == [7]


def test_the_panel_shows_a_line_per_job_and_cancels_it(runner: JobRunner, qtbot: QtBot) -> None:
    panel = JobPanel(runner)
    qtbot.addWidget(panel)
    going = threading.Event()

    def work(token: Token) -> None:
        while True:
            token.step(3, 9, "sheet 3 of 9")
            going.set()
            threading.Event().wait(0.01)

    token = runner.start("Import MPS table", work)
    assert not panel.isHidden()
    assert going.wait(5)
    line = panel.lines[token]
    qtbot.waitUntil(lambda: line.bar.value() == 3)
    assert line.words.text() == "Import MPS table: sheet 3 of 9"
    with qtbot.waitSignal(runner.cancelled):
        line.cancel.click()
    assert panel.isHidden()
