"""The look of the window: one `Theme` follows the system's appearance and the officer's text zoom.

Like Qt's own palette and style the theme belongs to the QApplication and ends with it. `theme()`
gives it: carrying it through every constructor would add a parameter to each widget for nothing.
Painted widgets read `theme().tokens`, `theme().font(role)` and `theme().px(n)` while painting and
need no bookkeeping: Qt repaints everything when the style sheet is set anew.
"""

from __future__ import annotations

import sys
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStyleFactory, QWidget
from shiboken6 import isValid

from cspdesk.paths import resource
from ui.tokens import DARK, FAMILIES, LIGHT, ROWS, TYPE, Tokens, high_contrast_tokens

ZOOM_STEPS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
COMPACT_BELOW = 760  # px of window height: a 1366×768 laptop without its taskbar has 697


class Theme(QObject):
    """Tokens, type and sizes in force. `changed()` follows every change of look or of density."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: str = "system", zoom: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()
        self._system_palette = QPalette(app.palette())
        self._system_family = app.font().family()
        self._system_text = _system_text_scale(app)
        self._fonts: dict[str, QFont] = {}
        self._contrast: bool | None = None
        self.appearance, self.zoom = "system", 1.0
        self.compact = False
        self.tokens: Tokens = LIGHT
        app.setStyle(QStyleFactory.create("Fusion"))
        self._hints.colorSchemeChanged.connect(self.apply)
        self._hints.accessibility().contrastPreferenceChanged.connect(self.apply)
        self.set_look(appearance, zoom)

    # -- what is in force ---------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Text and sizes against 100 %: the officer's zoom times the system's own text size."""
        return self.zoom * self._system_text

    @property
    def dark(self) -> bool:
        return self.tokens.name == "dark"

    @property
    def high_contrast(self) -> bool:
        if self._contrast is not None:
            return self._contrast
        wanted = self._hints.accessibility().contrastPreference()
        return bool(wanted == Qt.ContrastPreference.HighContrast)

    def px(self, size: float) -> int:
        """That many design pixels at the present text size, never less than one."""
        return max(1, round(size * self.scale))

    def row(self, kind: str) -> int:
        """Height of a row of that kind (`tokens.ROWS`) at the present density and text size."""
        return self.px(ROWS[kind][1 if self.compact else 0])

    def colour(self, name: str) -> QColor:
        return self.tokens.colour(name)

    def font(self, role: str) -> QFont:
        """The font of a role of `tokens.TYPE`; do not change it, copy it."""
        if role not in self._fonts:
            self._fonts[role] = self._make_font(role)
        return self._fonts[role]

    def metrics(self, role: str) -> QFontMetrics:
        return QFontMetrics(self.font(role))

    # -- changing it --------------------------------------------------------------------------

    def set_look(self, appearance: str, zoom: float) -> None:
        """Appearance and text size together; nothing happens where they are in force already."""
        if (appearance, zoom) != (self.appearance, self.zoom) or not self._app.styleSheet():
            self.zoom = zoom
            self.set_appearance(appearance)

    def set_appearance(self, appearance: str) -> None:
        """Follow the system ("system") or hold to "light" or "dark"."""
        self.appearance = appearance
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance)
        if scheme is None:
            self._hints.unsetColorScheme()
        else:
            self._hints.setColorScheme(scheme)  # the native title bar follows
        self.apply()

    def set_high_contrast(self, on: bool | None) -> None:
        """Force high contrast on or off; None follows the system."""
        self._contrast = on
        self.apply()

    def set_zoom(self, zoom: float) -> None:
        """Text size from 1.0 to 2.0."""
        self.zoom = min(ZOOM_STEPS[-1], max(ZOOM_STEPS[0], zoom))
        self.apply()

    def step_zoom(self, by: int) -> None:
        """One step larger (+1) or smaller (-1)."""
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - self.zoom))
        self.set_zoom(ZOOM_STEPS[min(len(ZOOM_STEPS) - 1, max(0, nearest + by))])

    def set_compact(self, compact: bool) -> None:
        """Compact rows, for low windows."""
        if compact != self.compact:
            self.compact = compact
            self.changed.emit()

    def apply(self, *_: object) -> None:
        """Work out the tokens and put palette, font and style sheet on the application."""
        self._fonts.clear()
        if self.high_contrast:
            self.tokens = high_contrast_tokens(self._system_palette)
            self._app.setPalette(self._system_palette)
        else:
            self.tokens = DARK if self._wants_dark() else LIGHT
            self._app.setPalette(_palette(self.tokens))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    # -- inside -------------------------------------------------------------------------------

    def _wants_dark(self) -> bool:
        if self.appearance != "system":
            return self.appearance == "dark"
        return bool(self._hints.colorScheme() == Qt.ColorScheme.Dark)

    def _make_font(self, role: str) -> QFont:
        style = TYPE[role]
        font = QFont()
        font.setFamilies([*FAMILIES, self._system_family])
        font.setPixelSize(self.px(style.px))
        font.setWeight(QFont.Weight.DemiBold if style.weight == 600 else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)  # columns of figures must line up
        return font

    def _style_sheet(self) -> str:
        values = {name: f"{self.px(style.px)}px" for name, style in TYPE.items()}
        for letter, top in (("p", 32), ("h", 32), ("r", 8)):
            values |= {f"{letter}{n}": f"{self.px(n)}px" for n in range(1, top + 1)}
        names = ["shape.qss"]
        if not self.high_contrast:
            values |= self.tokens.as_dict()
            values["icons"] = resource("icons").as_posix()
            names.append("colour.qss")
        sheets = (resource("styles", name).read_text(encoding="utf-8") for name in names)
        return Template("\n".join(sheets)).substitute(values)


_made: Theme | None = None


def theme(appearance: str = "system", zoom: float = 1.0) -> Theme:
    """The theme of the running application; made when first asked for, in that look."""
    global _made
    if _made is None or not isValid(_made):
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a theme needs a QApplication")
        _made = Theme(app, appearance, zoom)
    return _made


def label(
    text: str = "", style: str = "body", tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """A plain-text label in a style of the type scale and a tone of the style sheet.

    Tones: "" (text), second, hint, red, amber, green, accent.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)  # what officers type is never read as mark-up
    made.setProperty("role", style)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at and restyle that widget alone."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _system_text_scale(app: QApplication) -> float:
    """How much larger than usual the system sets its text (Windows: Accessibility, Text size).

    Display scaling is not in it: Qt multiplies every pixel by that already.
    """
    usual = {"win32": 9.0, "darwin": 13.0}.get(sys.platform)
    size = app.font().pointSizeF()
    if usual is None or size <= 0:
        return 1.0
    return min(2.0, max(1.0, size / usual))


def _palette(tokens: Tokens) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    pairs = {
        role.Window: tokens.panel,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.subtle,
        role.Text: tokens.text,
        role.Button: tokens.button,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.Mid: tokens.line2,
    }
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.text3))
    return palette
