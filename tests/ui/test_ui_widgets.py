"""The parts screens are built of, worked by keyboard and read by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from accessibility import assert_reachable, nameless, spoken_name
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.charts.marks import MarkName
from ui.delegates.cells import Piece, chip, rag_chip, rag_words, text, work_state
from ui.state import WindowState
from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.chips import Chip, PieceLabel, RagChip
from ui.widgets.fields import Field, Fields
from ui.widgets.flow import FlowLayout
from ui.widgets.focus_ring import FocusRing
from ui.widgets.inspector import Inspector, KeyValueList
from ui.widgets.meters import Fact, FactsStrip, Meter, MeterView, figure
from ui.widgets.notes import EmptyState, Note
from ui.widgets.page import focus_pane
from ui.widgets.pane import Bar, PageHeader, Pane
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl, SubTabs
from ui.widgets.splitter import Splitter
from ui.widgets.statusbar import StatusLine

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    """Puts widgets into an active window, so that focus is real."""

    hosts: list[QWidget] = []  # qtbot holds its widgets weakly

    def in_window(*widgets: QWidget, width: int = 500, height: int = 400) -> QWidget:
        host = QWidget()
        hosts.append(host)
        box = QVBoxLayout(host)
        for widget in widgets:
            box.addWidget(widget)
        host.resize(width, height)
        qtbot.addWidget(host)
        host.show()
        host.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
        return host

    return in_window


@pytest.fixture(autouse=True)
def the_look_as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_appearance("system")
    theme().set_zoom(1.0)
    theme().set_high_contrast(None)


def colours(image: QImage, area: QRect | None = None) -> set[str]:
    area = area or image.rect()
    across = range(area.left(), area.right() + 1)
    down = range(area.top(), area.bottom() + 1)
    return {image.pixelColor(x, y).name() for x in across for y in down}


# -- theme ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "px", "weight"),
    [("headline", 24, 600), ("page", 18, 600), ("pane", 15, 600), ("body", 13, 400),
     ("label", 12, 400), ("tick", 11, 400)],
)  # fmt: skip
def test_type_has_the_sizes_of_the_design(qapp: object, role: str, px: int, weight: int) -> None:
    font = theme().font(role)
    assert (font.pixelSize(), int(font.weight())) == (px, weight)
    assert not font.italic()
    theme().set_zoom(2.0)
    assert theme().font(role).pixelSize() == 2 * px


def luminance(name: str) -> float:
    colour = theme().colour(name)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_text_and_shapes_have_enough_contrast(qapp: object, appearance: str) -> None:
    theme().set_appearance(appearance)
    words = [(t, g) for t in ("text", "text2", "text3") for g in ("panel", "subtle", "sel")]
    words += [("text2", "window"), ("text2", "strip"), ("accent", "panel"), ("accent", "strip"),
              ("on_accent", "accent"), ("amber_text", "amber_bg"), ("red_text", "red_bg"),
              ("green_text", "green_bg"), ("red_text", "sel"), ("accent", "sel")]  # fmt: skip
    assert [pair for pair in words if contrast(*pair) < 4.5] == []
    shapes = [("red", "red_bg"), ("amber", "amber_bg"), ("green", "green_bg"), ("ctl", "panel"),
              ("accent", "panel"), ("text2", "panel")]  # fmt: skip
    assert [pair for pair in shapes if contrast(*pair) < 3] == []


def test_a_label_shows_what_was_typed_and_never_mark_up(qtbot: QtBot) -> None:
    made = label("<b>Tom & Jerry</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


# -- buttons and the ring ---------------------------------------------------------------------


def test_buttons_are_28_px_or_24_compact(show: Callable[..., QWidget]) -> None:
    ordinary, compact = SecondaryButton("Add item"), SecondaryButton("Close", compact=True)
    show(ordinary, compact)
    assert (ordinary.height(), compact.height()) == (28, 24)


def test_the_ring_follows_the_button_the_keyboard_is_on(
    show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    first, second = PrimaryButton("Lock agenda…"), FlatButton("Keep")
    field = QLineEdit()
    host = show(first, second, field)
    ring = FocusRing(host)
    first.setFocus()
    assert not ring.isVisible()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    second.move(second.pos() + QPoint(30, 0))
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert not ring.isVisible()


def test_the_ring_outlives_its_button(show: Callable[..., QWidget], qtbot: QtBot) -> None:
    first, second = PrimaryButton("Lock agenda…"), FlatButton("Keep")
    host = show(first, second)
    ring = FocusRing(host)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert ring.isVisible()
    second.deleteLater()
    qtbot.waitUntil(lambda: not ring.isVisible())
    first.setFocus()
    assert ring.target is first


def test_a_button_switched_off_says_why(show: Callable[..., QWidget]) -> None:
    button = PrimaryButton("Issue the final pack")
    show(button)
    button.set_allowed(False, "Two papers are still to come.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "Two papers are still to come."
    button.set_allowed(True)
    assert button.toolTip() == ""


# -- chips ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rag", "word", "tone"),
    [("red", "Red", "red"), ("amber", "Amber", "amber"), ("green", "Green", "green")],
)
def test_a_rating_is_shape_and_word_on_its_tint(
    show: Callable[..., QWidget], rag: str, word: str, tone: str
) -> None:
    theme().set_appearance("light")
    made = RagChip(rag)
    show(made)
    assert spoken_name(made) == word
    assert made.height() == 20
    seen = colours(made.grab().toImage())
    assert theme().colour(f"{tone}_bg").name() in seen
    assert theme().colour(tone).name() in seen


def test_not_rated_is_dashed_and_has_no_tint(show: Callable[..., QWidget]) -> None:
    theme().set_appearance("light")
    made = RagChip("grey")
    show(made)
    assert spoken_name(made) == "Not rated"
    top = [made.grab().toImage().pixelColor(x, 0).name() for x in range(8, made.width() - 8)]
    ctl = theme().colour("ctl").name()
    assert ctl in top
    assert any(colour != ctl for colour in top)


def test_the_calculated_rating_stands_beside_pmgs() -> None:
    line = rag_chip("red", calculated="Amber")
    assert line.spoken == "Red, calc. Amber"
    assert [piece.mark for piece in line.pieces] == [MarkName.RED, None]


@pytest.mark.parametrize(
    ("piece", "mark", "tone"),
    [
        (work_state("done", "Answered"), MarkName.DONE, ""),
        (work_state("half", "Sent"), MarkName.HALF, ""),
        (work_state("todo", "Draft"), MarkName.RING, "hint"),
        (rag_words("red", "2 late"), MarkName.RED, "red"),
        (rag_words("grey", "1 not rated"), MarkName.NOT_RATED, "second"),
    ],
)
def test_states_have_a_mark_and_a_word(piece: Piece, mark: MarkName, tone: str) -> None:
    assert (piece.mark, piece.tone) == (mark, tone)
    assert piece.text


def test_a_chip_that_is_cut_shows_its_words_in_a_tooltip(show: Callable[..., QWidget]) -> None:
    made = PieceLabel([chip("African and Caribbean young people")])
    show(made)
    made.setFixedWidth(80)
    made.grab()
    assert made.toolTip() == "African and Caribbean young people"
    made.setFixedWidth(400)
    made.grab()
    assert made.toolTip() == ""


# -- meters and facts -------------------------------------------------------------------------


def test_a_meter_reads_as_one_sentence(show: Callable[..., QWidget]) -> None:
    made = Meter(MeterView("Items", "8", "limit 7", 0.8, 0.7, "1 over the limit", over=True))
    show(made)
    assert spoken_name(made) == "Items: 8 limit 7. 1 over the limit"


def test_the_bar_of_a_meter_is_amber_only_over_the_limit(show: Callable[..., QWidget]) -> None:
    theme().set_appearance("light")
    view = MeterView("Minutes planned", "115", "of 120", 0.95, 1.0, "5 spare")
    made = Meter(view)
    show(made)
    bar = QRect(0, 54, made.width(), 6)
    amber, accent = theme().colour("amber").name(), theme().colour("accent").name()
    seen = colours(made.grab().toImage(), bar)
    assert accent in seen
    assert amber not in seen
    made.set_view(replace(view, over=True))
    assert amber in colours(made.grab().toImage(), bar)


def test_facts_read_label_then_figure(show: Callable[..., QWidget]) -> None:
    facts = FactsStrip([Fact("Target", figure("997")), Fact("On 2015", figure("+39%", "Worse"))])
    show(facts)
    assert spoken_name(facts) == "Target: 997. On 2015: +39% Worse"
    assert facts.height() == 60


# -- choices ----------------------------------------------------------------------------------


def test_arrows_choose_segments_and_choosing_by_code_is_silent(
    show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    made = SegmentedControl([("open", "Open"), ("late", "Overdue"), ("closed", "Closed")], "Show")
    show(made)
    assert made.current == "open"
    made.button("open").setFocus()
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made.button("open"), Qt.Key.Key_Right)
        qtbot.keyClick(made.button("late"), Qt.Key.Key_Space)
    assert chosen.args == ["late"]
    with qtbot.assertNotEmitted(made.chosen):
        made.choose("closed")
    assert made.current == "closed"
    made.choose("nothing")
    assert made.current == ""


def test_counts_are_part_of_a_choices_name(show: Callable[..., QWidget]) -> None:
    made = SubTabs([("kpis", "&KPIs"), ("report", "&Highlight report")], "Views")
    made.set_text("report", "&Highlight report", "8 in")
    show(made)
    assert spoken_name(made.button("report")) == "Highlight report 8 in"
    assert nameless(made) == []


# -- search -----------------------------------------------------------------------------------


def test_the_filter_waits_for_typing_to_rest_and_escape_empties_it(
    show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    field, heard = SearchField("Filter actions"), list[str]()
    show(field)
    field.searched.connect(heard.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, "robbery")
    assert heard == ["robbery"]
    with qtbot.waitSignal(field.left_downwards):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["robbery", ""]


# -- notes and empty states -------------------------------------------------------------------


def test_a_note_offers_one_thing_and_to_keep_as_it_is(
    show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    note = Note("For noting only: disseminate another way?", "Saves 5 minutes.", "Disseminate…")
    show(note)
    with qtbot.waitSignal(note.accepted):
        qtbot.keyClick(note.action, Qt.Key.Key_Space)
    with qtbot.waitSignal(note.kept):
        qtbot.keyClick(note.keep, Qt.Key.Key_Space)
    assert_reachable(note)


def test_an_empty_state_has_one_sentence_and_one_action(
    show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    empty = EmptyState("No questions for this item.", "Add the first (Ctrl+N)")
    show(empty)
    with qtbot.waitSignal(empty.pressed):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    empty.set_text("Everything is answered.")
    assert not empty.button.isVisible()


# -- panes ------------------------------------------------------------------------------------


def test_a_bar_has_a_left_and_a_right_end(show: Callable[..., QWidget]) -> None:
    bar = Bar(42)
    first, second, last = (SecondaryButton(words) for words in ("One", "Two", "Three"))
    bar.end(last)
    bar.add(first)
    bar.add(second)
    show(bar)
    assert bar.height() == 42
    assert first.x() == 16
    assert first.x() < second.x() < last.x()
    assert last.geometry().right() == bar.width() - 17


def test_a_page_header_keeps_its_title_when_the_detail_has_no_room(
    show: Callable[..., QWidget],
) -> None:
    header = PageHeader("Board agenda", "Thu 23 Feb 2017, 14:00 to 16:00, Civic Centre. " * 4)
    header.end(PrimaryButton("Lock agenda…"))
    show(header, width=420)
    assert header.width() <= 420
    assert header.title.width() >= header.title.sizeHint().width()


def test_focus_goes_to_the_first_control_of_a_pane(show: Callable[..., QWidget]) -> None:
    pane = Pane("Business inbox", "3 to decide")
    pane.tools(LinkButton("Plan"))
    inner, field = QWidget(), QLineEdit()
    QVBoxLayout(inner).addWidget(field)
    pane.add(inner)
    show(pane)
    pane.focus_target = field
    focus_pane(pane)
    assert field.hasFocus()
    assert spoken_name(pane) == "Business inbox"


def test_a_splitter_keeps_the_widths_chosen(
    show: Callable[..., QWidget], qtbot: QtBot, tmp_path: object
) -> None:
    state = WindowState()
    first = Splitter("agenda", [QWidget(), QWidget()], [200, 0], state)
    show(first, width=800)
    assert first.sizes()[0] == 200
    first.setSizes([320, 400])
    first.splitterMoved.emit(320, 1)
    qtbot.waitUntil(lambda: state.splitter_sizes("agenda", 2) is not None)
    second = Splitter("agenda", [QWidget(), QWidget()], [200, 0], state)
    show(second, width=800)
    assert abs(second.sizes()[0] - first.sizes()[0]) <= 2


def test_the_inspector_closes_where_it_has_no_room_and_f9_brings_it_back(
    show: Callable[..., QWidget],
) -> None:
    work, inspector = QWidget(), QWidget()
    splitter = Splitter("actions", [work, inspector], [0, 372], inspector=1)
    host = show(splitter, width=1400)
    assert inspector.isVisible()
    assert abs(inspector.width() - 372) <= 2
    host.resize(1100, 600)
    assert not inspector.isVisible()
    assert splitter.toggle_inspector()
    assert inspector.isVisible()
    host.resize(1000, 600)
    assert inspector.isVisible()
    host.resize(1400, 600)
    assert not splitter.toggle_inspector()
    assert not inspector.isVisible()


def test_chips_wrap_at_the_edge(show: Callable[..., QWidget]) -> None:
    host = QWidget()
    flow = FlowLayout(host)
    chips = [Chip(words) for words in ("Turkish and Kurdish residents", "Somali families",
                                       "African and Caribbean young people")]  # fmt: skip
    for made in chips:
        flow.addWidget(made)
    show(host, width=320)
    tops = [made.y() for made in chips]
    assert tops[0] < tops[-1]
    assert all(made.geometry().right() <= host.width() for made in chips)
    assert flow.heightForWidth(2000) == 20
    flow.clear()
    assert flow.count() == 0


# -- inspector --------------------------------------------------------------------------------


@pytest.fixture
def inspector(show: Callable[..., QWidget]) -> Inspector:
    made = Inspector("Agenda item")
    made.set_head("Item 4", "BME engagement", [chip("Decision", "solid")])
    made.add_text("decision_sought", "Decision sought").set_text("Agree three indicators.")
    made.add_text("value", "Value the partnership adds", hint="What no partner could do alone")
    made.add_actions(SecondaryButton("Record update"))
    show(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_text_is_edited_where_it_stands_and_ctrl_enter_keeps_it(
    inspector: Inspector, qtbot: QtBot, key: Qt.Key
) -> None:
    part = inspector.parts["decision_sought"]
    part.setFocus()
    qtbot.keyClick(part, key)
    assert part.editing
    assert part.editor.hasFocus()
    qtbot.keyClicks(part.editor, "Agree two.")
    with qtbot.waitSignal(part.committed) as committed:
        qtbot.keyClick(part.editor, Qt.Key.Key_Return, CTRL)
    assert committed.args == ["Agree two."]
    assert not part.editing
    assert part.hasFocus()


def test_escape_puts_the_old_text_back(inspector: Inspector, qtbot: QtBot) -> None:
    part = inspector.parts["decision_sought"]
    part.start_editing()
    qtbot.keyClicks(part.editor, "Nonsense")
    with qtbot.assertNotEmitted(part.committed):
        qtbot.keyClick(part.editor, Qt.Key.Key_Escape)
    assert part.shown.text() == "Agree three indicators."
    assert part.hasFocus()


def test_leaving_the_field_keeps_what_was_typed_once(inspector: Inspector, qtbot: QtBot) -> None:
    part, heard = inspector.parts["decision_sought"], list[str]()
    part.committed.connect(heard.append)
    part.start_editing()
    qtbot.keyClicks(part.editor, "Agree one.")
    qtbot.keyClick(part.editor, Qt.Key.Key_Tab)
    assert heard == ["Agree one."]
    assert not part.editing


def test_leaving_unchanged_text_asks_for_nothing(inspector: Inspector, qtbot: QtBot) -> None:
    part = inspector.parts["decision_sought"]
    part.start_editing()
    with qtbot.assertNotEmitted(part.committed):
        qtbot.keyClick(part.editor, Qt.Key.Key_Return, CTRL)


def test_a_refusal_stands_beside_the_text_and_loses_no_word(
    inspector: Inspector, qtbot: QtBot
) -> None:
    part = inspector.parts["decision_sought"]
    part.committed.connect(
        lambda _text: inspector.fields.show("decision_sought", "Say who does it.")
    )
    part.start_editing()
    qtbot.keyClicks(part.editor, "Agree")
    qtbot.keyClick(part.editor, Qt.Key.Key_Return, CTRL)
    assert part.problem.text() == "Say who does it."
    assert part.editing
    assert part.editor.toPlainText() == "Agree"
    assert part.editor.accessibleDescription() == "Say who does it."
    assert not inspector.fields.show("elsewhere", "No such field.")
    inspector.fields.clear()
    assert part.problem.isHidden()


def test_a_refresh_does_not_disturb_what_is_being_typed(inspector: Inspector, qtbot: QtBot) -> None:
    part = inspector.parts["decision_sought"]
    part.start_editing()
    qtbot.keyClicks(part.editor, "My words")
    part.set_text("Changed in another window.")
    assert part.editor.toPlainText() == "My words"
    assert inspector.editing


def test_the_editor_grows_with_its_text(inspector: Inspector, qtbot: QtBot) -> None:
    part = inspector.parts["decision_sought"]
    part.start_editing()
    before = part.editor.height()
    part.editor.setPlainText("A line.\n" * 8)
    qtbot.waitUntil(lambda: part.editor.height() > before)
    assert part.editor.verticalScrollBar().maximum() == 0


def test_empty_text_shows_its_hint_and_read_only_text_is_not_edited(inspector: Inspector) -> None:
    part = inspector.parts["value"]
    assert part.shown.text() == "What no partner could do alone"
    assert spoken_name(part) == "Value the partnership adds: none"
    part.set_read_only(True)
    part.start_editing()
    assert not part.editing


def test_everything_in_the_inspector_can_be_reached(inspector: Inspector) -> None:
    assert_reachable(inspector)
    inspector.parts["value"].start_editing()
    assert nameless(inspector) == []


def test_facts_without_a_value_say_none(show: Callable[..., QWidget]) -> None:
    made = KeyValueList([("Owner", "Metropolitan Police"), ("Done when", "")])
    show(made)
    names = [child.accessibleName() for child in made.findChildren(QWidget)]
    assert "Owner: Metropolitan Police" in names
    assert "Done when: None" in names


# -- fields -----------------------------------------------------------------------------------


def test_a_problem_takes_the_keyboard_to_its_field(show: Callable[..., QWidget]) -> None:
    names = {"name": "&Name", "borough": "&Borough"}
    fields = Fields({key: Field(name, QLineEdit()) for key, name in names.items()})
    host = show(fields.field("name"), fields.field("borough"))
    assert fields.show("borough", "Choose a borough.")
    assert fields.field("borough").control.hasFocus()
    assert spoken_name(fields.field("borough").control) == "Borough"
    assert not fields.show("other", "Nowhere to say it.")
    assert_reachable(host)


# -- status line ------------------------------------------------------------------------------


def test_the_status_line_gives_way_at_the_path_and_never_at_the_marking(
    show: Callable[..., QWidget],
) -> None:
    line = StatusLine()
    line.say(saved="Saved 10:42", path="S:/Community Safety/" + "x" * 300, marking="OFFICIAL")
    line.set_hints([("U", "update"), ("Alt+↑ Alt+↓", "move item")])
    show(line, width=700)
    assert spoken_name(line).startswith("Saved 10:42, S:/Community")
    assert "OFFICIAL, U update, Alt+↑ Alt+↓ move item" in spoken_name(line)
    assert line.toolTip() == line.path
    assert not line.grab().isNull()


def test_plain_cells_speak_their_words() -> None:
    assert text("None late", tone="second").spoken == "None late"


def test_a_splitter_shares_out_the_width_a_window_ends_at(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    from ui.widgets.splitter import Splitter

    made = Splitter("some", [QLabel("a"), QLabel("b"), QLabel("c")], (330, 0, 405))
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.resize(1440, 300)
    assert made.sizes() == [330, 703, 405]
