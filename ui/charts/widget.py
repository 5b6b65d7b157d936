"""A chart as a control: it fits its room and is read by pointer, arrow keys and screen readers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from cspdesk.charts.primitives import Drawing, HotPoint, Ink
from cspdesk.charts.text import TextMeasure
from ui.charts.copying import figures_text
from ui.charts.measure import ScreenMeasure
from ui.charts.paint import paint
from ui.charts.scheme import Scheme, scheme_from
from ui.theme import theme

Builder = Callable[[float, float, TextMeasure], Drawing]
"""Makes the drawing for a width and height in pixels at 100 % and a measure of words."""

_REACH = 24.0  # px: how far from a point the pointer may be to read it
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChartView(QWidget):
    """Shows what a builder draws, at the size there is.

    Left, Right, Home and End walk the points; Enter or a click tells which (`point_chosen`, the hot
    point's key). The chart's alternative text is the accessible name, the point its description.
    """

    point_chosen = Signal(str)
    point_read = Signal(str)  # the words of the point now under the pointer or the keys
    menu_made = Signal(QMenu)  # about to be shown: add what else can be done here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(120, 40)
        self._builder: Builder | None = None
        self._name = ""
        self._drawing: Drawing | None = None
        self._built_for: tuple[float, float, float] | None = None
        self._measure = ScreenMeasure(*theme().font("body").families())
        self._current: int | None = None
        self._hovered: int | None = None
        theme().changed.connect(self._look_changed)

    # -- what is shown ------------------------------------------------------------------------

    def set_chart(self, builder: Builder | None, name: str = "") -> None:
        """Show another chart; `name` leads its accessible name. A point being read stays so."""
        before = self.current_point()
        self._builder, self._name = builder, name
        self._built_for = None
        self._current = self._hovered = None
        drawing = self.drawing()
        if before is not None and drawing is not None:
            keys = [spot.key for spot in drawing.hot]
            self._current = keys.index(before.key) if before.key in keys else None
        self._tell_name()
        self.update()

    def drawing(self) -> Drawing | None:
        """The drawing at the present size; built when asked for, once a size."""
        if self._builder is None:
            self._drawing = None
            return None
        zoom = theme().scale
        size = (max(1.0, self.width() / zoom), max(1.0, self.height() / zoom), zoom)
        if size != self._built_for:
            self._drawing = self._builder(size[0], size[1], self._measure)
            self._built_for = size
        return self._drawing

    def current_point(self) -> HotPoint | None:
        """The point that the keys are on."""
        return self._spot(self._current)

    def reading(self) -> str:
        """What is read out now: the point under the keys, else the one under the pointer."""
        spot = self.read_point()
        return spot.label if spot else ""

    def scheme(self) -> Scheme:
        return scheme_from(theme().tokens)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(240))

    def _spot(self, index: int | None) -> HotPoint | None:
        drawing = self.drawing()
        if drawing is None or index is None or index >= len(drawing.hot):
            return None
        return drawing.hot[index]

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self.drawing()
        if drawing is None:
            return
        painter = QPainter(self)
        scheme = self.scheme()
        zoom = theme().scale
        paint(painter, drawing, scheme, zoom, measure=self._measure)
        painter.scale(zoom, zoom)
        if self._hovered is not None and self._hovered != self._current:
            self._ring(painter, self._spot(self._hovered), scheme, 1.2)
        if self.hasFocus():
            current = self._spot(self._current)
            if current is None:
                self._frame(painter, scheme)
            else:
                self._ring(painter, current, scheme, 2.0)
        painter.end()

    def _frame(self, painter: QPainter, scheme: Scheme) -> None:
        """The focus ring of the whole chart, until a point has it."""
        painter.setPen(QPen(scheme[Ink.ACCENT], 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        zoom = theme().scale
        painter.drawRect(QRectF(1, 1, self.width() / zoom - 2, self.height() / zoom - 2))

    def _ring(self, painter: QPainter, spot: HotPoint | None, scheme: Scheme, width: float) -> None:
        if spot is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(scheme[Ink.ACCENT], width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if spot.width:
            painter.drawRect(QRectF(spot.x - 2, spot.y - 2, spot.width + 4, spot.height + 4))
        else:
            painter.drawEllipse(QPointF(spot.x, spot.y), 7.5, 7.5)

    # -- pointer ------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._nearest(event.position())
        if found != self._hovered:
            self._hovered = found
            self._show_words(found)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        found = self._nearest(event.position())
        if found is not None:
            self._go_to(found)
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        QToolTip.hideText()
        self.update()
        super().leaveEvent(event)

    def _nearest(self, at: QPointF) -> int | None:
        """The box under the pointer, or the point nearest across within reach."""
        drawing = self.drawing()
        if drawing is None:
            return None
        zoom = theme().scale
        x, y = at.x() / zoom, at.y() / zoom
        best: tuple[float, int] | None = None
        for index, spot in enumerate(drawing.hot):
            if spot.width:
                if QRectF(spot.x, spot.y, spot.width, spot.height).contains(x, y):
                    return index
                continue
            far = abs(spot.x - x) + 0.1 * abs(spot.y - y)
            if abs(spot.x - x) <= _REACH and (best is None or far < best[0]):
                best = far, index
        return best[1] if best else None

    def _show_words(self, index: int | None) -> None:
        """The words of a point beside it, never over it."""
        spot = self._spot(index)
        if spot is None:
            QToolTip.hideText()
            return
        zoom = theme().scale
        corner = QPointF((spot.x + spot.width / 2) * zoom + 12, spot.y * zoom - 36)
        QToolTip.showText(self.mapToGlobal(corner.toPoint()), spot.label, self, QRect(), 60_000)
        self.point_read.emit(spot.label)

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drawing = self.drawing()
        count = len(drawing.hot) if drawing else 0
        key = Qt.Key(event.key())
        if count and key in _STEPS:
            # The latest figure is what people ask for first.
            start = self._current if self._current is not None else count - 1 - _STEPS[key]
            self._go_to(min(count - 1, max(0, start + _STEPS[key])))
        elif count and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key is Qt.Key.Key_Home else count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self._choose()
        elif key is Qt.Key.Key_Escape and self._current is not None:
            self._go_to(None)
        else:
            super().keyPressEvent(event)

    def _go_to(self, index: int | None) -> None:
        self._current = index
        self._show_words(index)
        self._announce()
        self.update()

    def _choose(self) -> None:
        spot = self.current_point()
        if spot is not None:
            self.point_chosen.emit(spot.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()
        self.update()

    # -- screen readers -----------------------------------------------------------------------

    def _tell_name(self) -> None:
        drawing = self._drawing
        alt = drawing.alt if drawing else ""
        self.setAccessibleName(f"{self._name}. {alt}" if self._name and alt else alt or self._name)
        self.setAccessibleDescription(self._place_words())

    def _place_words(self) -> str:
        spot, drawing = self.current_point(), self._drawing
        if spot is None or drawing is None or self._current is None:
            return "Left and Right read each point." if drawing and drawing.hot else ""
        return f"{spot.label}. {self._current + 1} of {len(drawing.hot)}"

    def _announce(self) -> None:
        self.setAccessibleDescription(self._place_words())
        if not QAccessible.isActive():
            return
        change = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(change)
        if self.current_point() is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._place_words()))

    # -- copies -------------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """The chart on the clipboard at twice its size, on its own ground.

        As an image, which Qt offers to others as PNG: mime data made here would outlive Python.
        """
        if self.drawing() is not None:
            QGuiApplication.clipboard().setImage(self.picture())

    def picture(self, ratio: float = 2.0) -> QImage:
        """The chart as an image, `ratio` pixels to each of the window's."""
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self.scheme()[Ink.PANEL])
        drawing = self.drawing()
        if drawing is not None:
            painter = QPainter(image)
            paint(painter, drawing, self.scheme(), theme().scale, measure=self._measure)
            painter.end()
        return image

    def copy_figures(self) -> None:
        """The chart's figures on the clipboard, tab-separated, as a spreadsheet reads them."""
        drawing = self.drawing()
        if drawing is not None and drawing.table:
            QGuiApplication.clipboard().setText(figures_text(drawing))

    def menu(self) -> QMenu:
        """Everything that can be done with the chart, its owner's part included."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addAction("Copy &picture", self.copy_picture)
        drawing = self.drawing()
        if drawing is not None and drawing.table:
            menu.addAction("Copy &figures", self.copy_figures)
        self.menu_made.emit(menu)
        return menu

    def read_point(self) -> HotPoint | None:
        """The point under the keys, else the one under the pointer."""
        return self._spot(self._current if self._current is not None else self._hovered)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        QToolTip.hideText()
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- changes from outside -----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QToolTip.hideText()

    def _look_changed(self) -> None:
        self._measure = ScreenMeasure(*theme().font("body").families())
        self._built_for = None
        self.update()
