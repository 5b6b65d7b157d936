"""What was said: voices of the cycle or of all years, with what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.voices.inspector import VoiceInspector
from ui.voices.list import VoiceList
from ui.widgets.pane import Bar, Pane, YieldingLabel
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.voices.queries import VoiceLine
    from ui.widgets.forms import FormDialog
    from ui.widgets.page import Page

_CYCLE, _ALL, _OPEN = "cycle", "all", "open"
EMPTY = "Nobody has been heard here yet. Keep a voice with Ctrl+N."


class SaidView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self._lines: tuple[VoiceLine, ...] = ()
        self.search = SearchField("Filter voices")
        self.show_ = SegmentedControl(
            [(_ALL, "All"), (_CYCLE, "This cycle"), (_OPEN, "Without an answer")], name="Show"
        )
        self.sentence = YieldingLabel("", "body", "second")
        bar = Bar(42, line="line2")
        bar.add(self.search, self.show_, self.sentence)
        self.list, self.inspector = VoiceList(), VoiceInspector()
        self.pane = Pane()
        self.pane.setAccessibleName("What was said")
        self.pane.add(bar)
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        self.splitter = Splitter(
            "voices", (self.pane, self.inspector), (0, 372), page.context.state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._connect()

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_line)
        self.list.record_opened.connect(lambda _line: self.do("answer"))
        for key, what in (("W", "answer"), ("F2", "edit"), ("Del", "remove")):
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.search.searched.connect(lambda _text: self._show_lines())
        self.search.left_downwards.connect(self.list.setFocus)
        self.show_.chosen.connect(lambda _key: self._show_lines())

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.voices.queries import voices

        self._lines = self.page.desk.ask(voices)
        self._show_lines()

    @property
    def without_answer(self) -> int:
        """How many voices nobody has answered yet."""
        return sum(not line.did for line in self._lines)

    def _cycle_id(self) -> int | None:
        from cspdesk.meetings.queries import cycle_in_view

        strip = self.page.desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        return strip.cycle.id if strip else None

    def _show_lines(self) -> None:
        shown, wanted = list(self._lines), self.search.text().casefold()
        if self.show_.current == _CYCLE:
            cycle_id = self._cycle_id()
            shown = [line for line in shown if line.cycle_id == cycle_id]
        elif self.show_.current == _OPEN:
            shown = [line for line in shown if not line.did]
        if wanted:
            shown = [line for line in shown if wanted in _words(line)]
        self.list.set_empty_text("Nothing matches the filter." if self._lines else EMPTY)
        self.list.show_lines(shown)
        self._show_line(self.list.current_record())
        got = len(self._lines) - self.without_answer
        said = f"{got} of {len(self._lines)} answered" if self._lines else ""
        self.sentence.setText(said)

    def _show_line(self, line: VoiceLine | None) -> None:
        self.inspector.show_line(line, self.page.operations.refusal)

    def choose(self, voice_id: int) -> None:
        """Show one voice, whatever the filter was."""
        if not self.list.choose(voice_id):
            self.search.clear()
            self.show_.choose(_ALL)
            self._show_lines()
            self.list.choose(voice_id)

    # -- doing --------------------------------------------------------------------------------

    def add(self) -> None:
        from ui.voices.forms import VoiceForm

        cycle_id = self._cycle_id()
        if self.page.operations.refuse():
            return
        if cycle_id is None:
            self.page.operations.tell("Plan a cycle first: a voice belongs to one.")
            return
        form = VoiceForm(self.page, cycle_id)
        form.accepted.connect(lambda: self._choose_added(form))
        self._open(form)

    def _choose_added(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def do(self, what: str) -> None:
        """Do with the chosen voice: answer, edit, item, remove."""
        from cspdesk.voices.commands import RemoveVoice
        from ui.voices.forms import AnswerForm, VoiceForm

        line = self.inspector.line
        if line is None:
            return
        if what == "item":
            self.page.context.go("agenda", f"item:{line.item_id}")
        elif not self.page.operations.refuse():
            if what == "answer":
                self._open(AnswerForm(self.page, line))
            elif what == "edit":
                self._open(VoiceForm(self.page, line.cycle_id, line))
            else:
                self.page.operations.run(RemoveVoice(line.id, line.version))

    def copy_answers(self) -> None:
        """Put the answered voices that the public may read on the clipboard as text."""
        from cspdesk.voices.rules import you_said_text

        lines = [(line.said, line.did) for line in self._lines if line.is_public and line.did]
        if not lines:
            self.page.operations.tell("No answered voice is public yet: say who may read it (F2).")
            return
        QApplication.clipboard().setText(you_said_text(lines))
        self.page.operations.tell(f"Copied {len(lines)} as text.")

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("W", "what we did"),
            ("F2", "change"),
            ("Ctrl+N", "keep a voice"),
            ("Del", "remove"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]


def _words(line: VoiceLine) -> str:
    parts = (line.said, line.who, line.did, line.item, line.theme, line.priority, line.indicator)
    return " ".join(parts).casefold()
