"""Which screens the window has, and where its shell gets what it shows.

Screens are imported when first shown; one whose module does not exist does not appear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.widgets.page import Page, PageContext
    from ui.widgets.strip import StripView
    from ui.widgets.tabs import TabCount


class PageSpec(NamedTuple):
    """A screen: `shortcut` is its fixed key.

    Without `tab` it is reached by a button right of the tabs; with `more` by that button's menu.
    """

    key: str
    title: str
    shortcut: str
    factory: Callable[[PageContext], Page]
    tab: bool = True
    more: bool = False


class ShellView(NamedTuple):
    """What the window's frame shows of the file: title, marking, the strip, the pills."""

    title: str
    marking: str = ""
    strip: StripView | None = None
    counts: Mapping[str, TabCount] = MappingProxyType({})


def _made_by(module: str, name: str) -> Callable[[PageContext], Page]:
    """Makes the screen of that class; its module is imported when the screen is first shown."""

    def make(context: PageContext) -> Page:
        page: Page = getattr(import_module(module), name)(context)
        return page

    return make


def _screen(
    key: str, title: str, shortcut: str, name: str, *, tab: bool = False, more: bool = False
) -> tuple[PageSpec, str]:
    """A screen whose class `name` is in the module `page` of the room of that key."""
    module = f"ui.{key}.page"
    return PageSpec(key, title, shortcut, _made_by(module, name), tab=tab, more=more), module


# The tabs have the first numbers; the rest go on where they end.
_STANDARD = (
    _screen("home", "Home", "Ctrl+1", "HomePage", tab=True),
    _screen("agenda", "Agenda planning", "Ctrl+2", "AgendaPage", tab=True),
    _screen("homework", "Partner homework", "Ctrl+3", "HomeworkPage", tab=True),
    _screen("actions", "Action tracking", "Ctrl+4", "ActionsPage", tab=True),
    _screen("boards", "Parallel boards", "Ctrl+5", "BoardsPage", tab=True),
    _screen("kpis", "KPIs and RAG", "Ctrl+6", "KpisPage", tab=True),
    _screen("minutes", "Minutes", "Ctrl+7", "MinutesPage", more=True),
    _screen("comms", "Communications", "Ctrl+8", "CommsPage", more=True),
    _screen("voices", "Community voice", "Ctrl+9", "VoicesPage", more=True),
    _screen("people", "People and seats", "Ctrl+Shift+1", "PeoplePage", more=True),
    _screen("ownership", "Partner ownership", "Ctrl+Shift+2", "OwnershipPage", more=True),
    _screen("scorecard", "Refresh scorecard", "Ctrl+Shift+3", "ScorecardPage", more=True),
    _screen("statutory", "Statutory calendar", "Ctrl+Shift+4", "StatutoryPage", more=True),
    _screen("settings", "Settings", "Ctrl+,", "SettingsPage", more=True),
    _screen("meeting", "Meeting mode", "Ctrl+M", "MeetingPage"),
    _screen("packs", "Board pack", "Ctrl+P", "PackPage"),
)


def standard_pages() -> list[PageSpec]:
    """The screens that exist, in the order of their tabs."""
    return [spec for spec, module in _STANDARD if module_exists(module)]


def module_of(key: str) -> tuple[str, ...]:
    """The module of that screen, so that it can be imported ahead; none of an unknown screen."""
    return tuple(module for spec, module in _STANDARD if spec.key == key)


def module_exists(name: str) -> bool:
    """Whether the module can be imported, without importing it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def read_shell(desk: Desk, cycle_id: int | None = None) -> ShellView:
    """What the frame shows now: from `ui.home.shell.shell_view`, else the file's own name."""
    if module_exists("ui.home.shell"):
        from ui.home.shell import shell_view

        return shell_view(desk, cycle_id)
    return ShellView(title=desk.path.stem)
