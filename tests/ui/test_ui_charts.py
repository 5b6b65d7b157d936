"""Charts and marks on screen: the two painters agree, and a chart is read without a mouse."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from cspdesk.charts.agenda_bar import agenda_bar
from cspdesk.charts.marks import MarkName, mark, placed
from cspdesk.charts.plan import PlanItem
from cspdesk.charts.primitives import Drawing, Ink, Line, Rect, Text
from cspdesk.charts.style import PAPER, SCREEN
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from cspdesk.charts.time_plan import time_plan
from cspdesk.charts.view import XmrView, xmr_view
from cspdesk.charts.xmr import xmr_chart
from cspdesk.kpis.periods import Period
from cspdesk.kpis.spc import analyse
from cspdesk.paths import resource
from db.vocabulary import Direction, Frequency, ItemType
from ui.charts.copying import figures_text
from ui.charts.measure import ScreenMeasure
from ui.charts.paint import paint
from ui.charts.scheme import DARK, LIGHT, Scheme, scheme_from
from ui.charts.widget import ChartView
from ui.marks import draw_mark, mark_icon
from ui.theme import theme
from ui.tokens import high_contrast_tokens

THEFT = [87, 44, 62, 82, 69, 46, 50, 56, 57, 60, 43, 72,
         54, 72, 63, 59, 72, 54, 76, 100, 138, 112, 109, 100]  # fmt: skip
ITEMS = [PlanItem("1", "Welcome", 10, ItemType.STANDING, "a"),
         PlanItem("2", "Moped theft", 25, ItemType.DECISION, "b")]  # fmt: skip


def theft(values: list[int] = THEFT) -> XmrView:
    months = [Period(date(2015 + m // 12, m % 12 + 1, 1), Frequency.MONTHLY)
              for m in range(len(values))]  # fmt: skip
    spc = analyse([float(v) for v in values], improve=Direction.LOWER, target=83.1, fix_after=12)
    return xmr_view(spc, months, target=83.1, improve=Direction.LOWER, name="Theft",
                    provisional=frozenset([len(values) - 1]), yearly=(1009, 997))  # fmt: skip


def build(width: float, height: float, measure: TextMeasure) -> Drawing:
    return xmr_chart(theft(), width, height, SCREEN, measure)


@pytest.fixture
def chart(qtbot: QtBot) -> ChartView:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(640, 300)
    view.set_chart(build, "Theft of motor vehicles")
    view.show()
    qtbot.waitExposed(view)
    return view


# Two painters, one picture


def image_of(drawing: Drawing, scale: float, scheme: Scheme, *families: str) -> QImage:
    image = QImage(round(drawing.width * scale), round(drawing.height * scale),
                   QImage.Format.Format_RGB32)  # fmt: skip
    image.fill(scheme[Ink.PANEL])
    painter = QPainter(image)
    measure = ScreenMeasure(*families) if families else None
    paint(painter, drawing, scheme, scale, measure=measure)
    painter.end()
    return image


@pytest.fixture
def print_fonts(qtbot: QtBot) -> Iterator[str]:
    """The document's tabular font in the weights charts use, for the time of one test."""
    files = [resource("fonts", f"AtkinsonHyperlegibleNextTab-{w}.ttf")
             for w in ("Regular", "SemiBold", "Bold")]  # fmt: skip
    added = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    assert min(added) >= 0
    yield QFontDatabase.applicationFontFamilies(added[0])[0]
    for number in added:
        QFontDatabase.removeApplicationFont(number)


def printed(drawing: Drawing, folder: Path, scale: float) -> QImage:
    from reportlab.pdfgen.canvas import Canvas

    from cspdesk.packs.pdf.paint import paint as print_

    file = folder / "chart.pdf"
    canvas = Canvas(str(file), pagesize=(drawing.width, drawing.height))
    print_(canvas, drawing)
    canvas.showPage()
    canvas.save()
    command = ["pdftoppm", "-r", str(72 * scale), "-png", "-singlefile", str(file),
               str(folder / "chart")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return QImage(str(folder / "chart.png")).convertToFormat(QImage.Format.Format_RGB32)


def difference(one: QImage, other: QImage, cells: int = 60) -> float:
    """Share of coarse cells whose brightness differs by more than an eighth."""
    small = [
        image.scaled(
            cells,
            cells // 2,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for image in (one, other)
    ]
    unlike = sum(
        abs(small[0].pixelColor(x, y).lightness() - small[1].pixelColor(x, y).lightness()) > 32
        for x in range(cells) for y in range(cells // 2)
    )  # fmt: skip
    return unlike / (cells * (cells // 2))


def paper_scheme() -> Scheme:
    from cspdesk.packs.pdf import paint as printing

    return {ink: QColor(value) for ink, value in printing.PAPER.items()}


def samples() -> list[Drawing]:
    marks = [
        p
        for i, name in enumerate(MarkName)
        for p in placed(mark(name, paper=True), 4 + 18 * (i % 12), 4 + 18 * (i // 12), 14)
    ]
    return [
        xmr_chart(theft(), 357, 148, PAPER),
        time_plan(ITEMS, time(14), 357, 92),
        agenda_bar([*ITEMS, PlanItem("3", "Noted", 15, ItemType.INFORMATION)], time(14), 60, 357,
                   60, PAPER, PRINT_MEASURE, selected="2"),
        Drawing(224, 60, tuple(marks), "All marks"),
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm draws the page to compare")
@pytest.mark.parametrize("which", range(4))
def test_screen_and_paper_paint_the_same_picture(
    which: int, print_fonts: str, tmp_path: Path
) -> None:
    drawing = samples()[which]
    on_screen = image_of(drawing, 3, paper_scheme(), print_fonts)
    on_paper = printed(drawing, tmp_path, 3)
    assert abs(on_screen.width() - on_paper.width()) <= 1
    assert difference(on_screen, on_paper) < 0.02
    mirrored = on_paper.flipped(Qt.Orientation.Vertical)
    assert difference(on_screen, mirrored) > 0.02  # the measure does see a picture upside down


def test_paper_writes_letters_its_font_lacks_with_the_font_that_stands_in(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    from cspdesk.packs.pdf.paint import paint as print_

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(200, 40), pageCompression=0)
    print_(canvas, Drawing(200, 40, (Text(5, 20, "Ẹgbẹ́ Ω"),), ""))
    canvas.save()
    assert b"NotoSans" in (tmp_path / "a.pdf").read_bytes()


# Colours


def luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WORDS = [Ink.TEXT, Ink.SECONDARY, Ink.ACCENT, Ink.CONCERN, Ink.TARGET, Ink.DATA]
SHAPES = [Ink.LINE, Ink.LIMIT, Ink.RED, Ink.AMBER, Ink.GREEN, Ink.NOT_RATED, Ink.IMPROVE]


@pytest.mark.parametrize("scheme", [LIGHT, DARK, "paper"])
def test_words_and_forms_stand_out_from_their_ground(scheme: Scheme | str) -> None:
    colours = paper_scheme() if isinstance(scheme, str) else scheme
    ground = colours[Ink.PANEL]
    for ink in WORDS:
        assert contrast(colours[ink], ground) >= 4.5, ink
    for ink in SHAPES:
        if isinstance(scheme, str) and ink is Ink.AMBER:
            ink = Ink.AMBER_EDGE  # on paper the outline carries the triangle
        assert contrast(colours[ink], ground) >= 3, ink
    assert contrast(colours[Ink.ON_ACCENT], colours[Ink.ACCENT]) >= 4.5


def test_high_contrast_uses_the_systems_own_colours_only() -> None:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in ((role.Window, "black"), (role.WindowText, "white"),
                          (role.Base, "black"), (role.Highlight, "yellow"),
                          (role.HighlightedText, "black"), (role.Button, "black")):  # fmt: skip
        palette.setColor(which, QColor(colour))
    scheme = scheme_from(high_contrast_tokens(palette))
    assert {c.name() for c in scheme.values()} <= {"#000000", "#ffffff", "#ffff00"}
    assert scheme[Ink.RED] == scheme[Ink.GREEN] == QColor("white")
    assert scheme[Ink.GRID] == scheme[Ink.PANEL]


# Sharp lines


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("place", [10.0, 10.3, 10.5, 10.77])
def test_level_and_upright_lines_fill_whole_pixels(scale: float, place: float) -> None:
    level = Line(2, place, 28, place, Ink.TEXT, 1.0)
    upright = Line(place, 2, place, 28, Ink.TEXT, 1.0)
    for line in (level, upright):
        image = image_of(Drawing(30, 30, (line,), ""), scale, LIGHT)
        middle = round(15 * scale)
        across = [image.pixelColor(middle, i) if line is level else image.pixelColor(i, middle)
                  for i in range(image.height())]  # fmt: skip
        tones = {c.name() for c in across}
        assert tones == {LIGHT[Ink.TEXT].name(), LIGHT[Ink.PANEL].name()}
        dark = [i for i, c in enumerate(across) if c == LIGHT[Ink.TEXT]]
        assert len(dark) == round(scale)
        assert abs((dark[0] + dark[-1] + 1) / 2 - place * scale) <= 1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_boxes_have_sharp_edges(scale: float) -> None:
    box = Rect(4.4, 5.3, 20.2, 12.7, Ink.ACCENT)
    image = image_of(Drawing(30, 30, (box,), ""), scale, LIGHT)
    row = {image.pixelColor(x, round(10 * scale)).name() for x in range(image.width())}
    assert row == {LIGHT[Ink.ACCENT].name(), LIGHT[Ink.PANEL].name()}


# Marks


@pytest.mark.parametrize("name", MarkName)
def test_every_mark_is_drawn_inside_its_square(name: MarkName, qtbot: QtBot) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_mark(painter, name, QRectF(10, 5, 20, 30), QColor("black"))
    painter.end()
    inked = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).value() < 128]
    assert inked
    assert min(x for x, _ in inked) >= 9
    assert max(x for x, _ in inked) <= 30
    assert min(y for _, y in inked) >= 9  # the square lies in the middle of the taller box
    assert max(y for _, y in inked) <= 30


def test_a_mark_takes_one_colour_or_a_schemes() -> None:
    def middle(colour: QColor | Scheme) -> str:
        image = QImage(12, 12, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        draw_mark(painter, MarkName.GREEN, QRectF(0, 0, 12, 12), colour)
        painter.end()
        return image.pixelColor(6, 6).name()

    assert middle(QColor("#123456")) == "#123456"
    assert middle(DARK) == DARK[Ink.GREEN].name()


def test_an_icon_has_a_pixmap_for_each_scale(qtbot: QtBot) -> None:
    icon = mark_icon(MarkName.MAIL, LIGHT)
    widths = sorted(round(size.width()) for size in icon.availableSizes())
    assert len(widths) >= 1
    assert not icon.pixmap(16).isNull()


# The widget


def test_a_chart_is_named_by_its_finding(chart: ChartView) -> None:
    interface = QAccessible.queryAccessibleInterface(chart)
    name = interface.text(QAccessible.Text.Name)
    assert name.startswith("Theft of motor vehicles. Above the limit in Sep, Oct and Nov 2016.")
    description = interface.text(QAccessible.Text.Description)
    assert description == "Left and Right read each point."


def press(qtbot: QtBot, chart: ChartView, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(chart, key)


def test_the_first_arrow_key_reads_the_latest_figure(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_Left)
    assert chart.reading() == "December 2016: 100, provisional"


def test_arrows_home_and_end_walk_the_points(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert chart.reading() == "September 2016: 138, above the upper limit"
    assert chart.accessibleDescription().endswith("21 of 24")
    press(qtbot, chart, Qt.Key.Key_Home)
    assert chart.reading() == "January 2015: 87"
    press(qtbot, chart, Qt.Key.Key_Left)
    assert chart.reading() == "January 2015: 87"
    press(qtbot, chart, Qt.Key.Key_Right)
    assert chart.reading() == "February 2015: 44"
    press(qtbot, chart, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert chart.reading().startswith("December 2016")


def test_escape_lets_go_of_the_point(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_Home, Qt.Key.Key_Escape)
    assert chart.reading() == ""
    assert chart.accessibleDescription() == "Left and Right read each point."


def test_enter_says_which_point_was_chosen(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_Home)
    with qtbot.waitSignal(chart.point_chosen) as chosen:
        press(qtbot, chart, Qt.Key.Key_Return)
    assert chosen.args == ["2015-01-01"]


def test_keys_the_chart_does_not_use_are_left_to_the_screen(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_U)
    assert chart.reading() == ""


def test_the_pointer_reads_the_nearest_point(qtbot: QtBot, chart: ChartView) -> None:
    drawing = chart.drawing()
    assert drawing is not None
    spot = drawing.hot[20]
    with qtbot.waitSignal(chart.point_read) as read:
        qtbot.mouseMove(chart, QPoint(round(spot.x) + 3, round(spot.y) + 10))
    assert read.args == [spot.label]
    assert QToolTip.text() == spot.label
    qtbot.mouseMove(chart, QPoint(chart.width() - 2, 4))
    assert chart.reading() == ""


def test_the_point_that_has_the_focus_is_ringed(qtbot: QtBot, chart: ChartView) -> None:
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    press(qtbot, chart, Qt.Key.Key_Home)
    spot = chart.current_point()
    assert spot is not None
    edge = QPointF(spot.x + 7.5, spot.y).toPoint()
    with_ring = chart.grab().toImage().pixelColor(edge)
    accent = theme().colour("accent")
    assert abs(with_ring.hue() - accent.hue()) < 20
    assert with_ring.saturation() > 80


def test_a_wider_chart_is_laid_out_anew_and_keeps_its_point(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_End, Qt.Key.Key_Left)
    before, drawing = chart.current_point(), chart.drawing()
    assert chart.drawing() is drawing  # built once for one size
    chart.resize(900, 300)
    after = chart.current_point()
    assert chart.drawing() is not drawing
    assert before is not None
    assert after is not None
    assert after.label == before.label
    assert after.x > before.x


def test_another_series_keeps_the_month_being_read(qtbot: QtBot, chart: ChartView) -> None:
    press(qtbot, chart, Qt.Key.Key_Home, Qt.Key.Key_Right)
    chart.set_chart(lambda w, h, m: xmr_chart(theft([v + 5 for v in THEFT]), w, h, SCREEN, m), "B")
    assert chart.reading() == "February 2015: 49"
    assert chart.accessibleName().startswith("B. ")


def test_a_larger_text_size_enlarges_the_whole_chart(chart: ChartView) -> None:
    wide = chart.drawing()
    theme().set_zoom(2.0)
    try:
        zoomed = chart.drawing()
        assert wide is not None
        assert zoomed is not None
        assert zoomed.width == wide.width / 2
    finally:
        theme().set_zoom(1.0)


def test_figures_are_copied_as_a_spreadsheet_reads_them(chart: ChartView) -> None:
    chart.copy_figures()
    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows[0].split("\t")[:2] == ["Month", "Value"]
    assert rows[21].split("\t")[:2] == ["Sep 2016", "138"]
    assert len(rows) == 25


@pytest.mark.parametrize(
    ("cell", "copied"),
    [("−14.5%", "-14.5%"), ("=1+1", "'=1+1"), ("@x", "'@x"), ("a\tb", "a b"), ("1,009", "1,009")],
)
def test_copied_cells_are_never_formulas(cell: str, copied: str) -> None:
    assert figures_text(Drawing(1, 1, (), "", table=((cell,),))) == copied + "\n"


def test_the_picture_is_copied_at_twice_its_size(chart: ChartView) -> None:
    chart.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1280, 600)
    colours = {image.pixelColor(x, 300).name() for x in range(0, 1280, 2)}
    assert len(colours) > 3


def test_an_empty_view_paints_nothing_and_reads_nothing(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show()
    press(qtbot, view, Qt.Key.Key_Right, Qt.Key.Key_Return)
    view.copy_figures()
    view.copy_picture()
    assert view.reading() == ""
    assert view.drawing() is None


def test_segments_of_a_bar_can_be_clicked(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(400, 60)
    view.set_chart(lambda w, h, m: agenda_bar(ITEMS, time(14), 40, w, h, SCREEN, m), "Agenda")
    view.show()
    with qtbot.waitSignal(view.point_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 10))
    assert chosen.args == ["b"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-50, 900), min_size=1, max_size=40), st.sampled_from([1.0, 1.5, 2.0]))
def test_words_measured_on_screen_do_not_leave_the_drawing(
    qtbot: QtBot, values: list[int], scale: float
) -> None:
    measure = ScreenMeasure(QGuiApplication.font().family())
    drawing = xmr_chart(theft(values), 640, 300, SCREEN, measure)
    for text in (s for s in drawing.shapes if isinstance(s, Text)):
        width = measure.width(text.words, text.size, text.weight)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
        assert text.x - share * width >= -0.75
        assert text.x + (1 - share) * width <= 640.75
    assert not image_of(drawing, scale, DARK).isNull()


def test_charts_load_only_light_modules() -> None:
    heavy = ("reportlab", "numpy", "pandas", "sqlalchemy", "pyqtgraph", "openpyxl")
    code = ("import sys, ui.charts.widget, ui.marks; "
            f"print([m for m in {heavy!r} if m in sys.modules])")  # fmt: skip
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                           check=True)  # fmt: skip
    assert found.stdout.strip() == "[]"
