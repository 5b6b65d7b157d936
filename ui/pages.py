"""Which screens the window has, and where its shell gets what it shows.

Screens are imported when first shown; one whose module does not exist does not appear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.widgets.page import Page, PageContext
    from ui.widgets.strip import StripView
    from ui.widgets.tabs import TabCount


class PageSpec(NamedTuple):
    """A screen: `shortcut` is its fixed key; without `tab` it is reached by a button instead."""

    key: str
    title: str
    shortcut: str
    factory: Callable[[PageContext], Page]
    tab: bool = True


class ShellView(NamedTuple):
    """What the window's frame shows of the file: title, marking, the strip, the pills."""

    title: str
    marking: str = ""
    strip: StripView | None = None
    counts: Mapping[str, TabCount] = MappingProxyType({})


def _home(context: PageContext) -> Page:
    from ui.home.page import HomePage

    return HomePage(context)


def _agenda(context: PageContext) -> Page:
    from ui.agenda.page import AgendaPage

    return AgendaPage(context)


def _homework(context: PageContext) -> Page:
    from ui.homework.page import HomeworkPage

    return HomeworkPage(context)


def _actions(context: PageContext) -> Page:
    from ui.actions.page import ActionsPage

    return ActionsPage(context)


def _kpis(context: PageContext) -> Page:
    from ui.kpis.page import KpisPage

    return KpisPage(context)


def _packs(context: PageContext) -> Page:
    from ui.packs.page import PackPage

    return PackPage(context)


# Ctrl+5 is kept for parallel boards.
_STANDARD = (
    (PageSpec("home", "Home", "Ctrl+1", _home), "ui.home.page"),
    (PageSpec("agenda", "Agenda planning", "Ctrl+2", _agenda), "ui.agenda.page"),
    (PageSpec("homework", "Partner homework", "Ctrl+3", _homework), "ui.homework.page"),
    (PageSpec("actions", "Action tracking", "Ctrl+4", _actions), "ui.actions.page"),
    (PageSpec("kpis", "KPIs and RAG", "Ctrl+6", _kpis), "ui.kpis.page"),
    (PageSpec("packs", "Board pack", "Ctrl+P", _packs, tab=False), "ui.packs.page"),
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
