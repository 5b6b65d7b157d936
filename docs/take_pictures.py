"""Takes the pictures of the user guide anew: the real window on the sample, drawn into memory.

    .venv/bin/python docs/take_pictures.py [NAMES]

Look at every picture before it is committed. The pages of the pack need `pdftoppm` (poppler).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from cspdesk.desk import Desk  # noqa: E402
from cspdesk.minutes.queries import minutes_list  # noqa: E402
from cspdesk.packs.export import export_board_pack, meeting_for  # noqa: E402
from ui.first_run import FirstRunPage  # noqa: E402
from ui.kpis.importing import ImportView  # noqa: E402
from ui.meeting.page import MeetingPage  # noqa: E402
from ui.pages import standard_pages  # noqa: E402
from ui.state import WindowState  # noqa: E402
from ui.theme import theme  # noqa: E402
from ui.window import MainWindow  # noqa: E402

SIZE = (1366, 768)
MOST_BYTES = 200_000

# A return as a partner sends it: two figures revised, one new, one that nobody knows.
RETURN = """\
Indicator,Nov-16,Dec-16,Jan-17
Robbery,101,112,97
Theft from person,171,160,158
Theft of motor vehicles,88,81,79
Lost property,3,4,2
"""


class Studio:
    """The window on a fresh sample, in a folder with a name that may be seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk.create(folder / "sample.cspdesk", sample=True)
        self.window = MainWindow(self.desk, standard_pages(), state=WindowState(folder))
        self.window.resize(*SIZE)
        self.window.show()

    def settle(self, seconds: float = 1.0) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        keep(name, (widget or self.window).grab().toImage())

    # -- the pictures -------------------------------------------------------------------------

    def first_run(self) -> None:
        page = FirstRunPage(Path.home() / ".local" / "share" / "CSP Desk")
        page.path.setText(r"C:\Users\…\AppData\Local\CSP Desk\partnership.cspdesk")
        page.resize(SIZE[0], 700)
        page.show()
        self.take("first-run", page)
        page.hide()

    def screen(self, name: str, key: str, target: str = "") -> None:
        self.window.go(key, target)
        self.take(name)

    def imported(self) -> None:
        path = self.folder / "Police return January.csv"
        path.write_text(RETURN, encoding="utf-8")
        self.window.go("kpis", "import")
        view = self.window.findChildren(ImportView)[0]
        view.read(path)
        self.settle(4)
        view.preview.next_problem()
        self.take("import")

    def minutes(self) -> None:
        """Of the last Board whose minutes are there."""
        found = next(line for line in self.desk.ask(minutes_list) if line.state is not None)
        self.screen("minutes", "minutes", f"meeting:{found.meeting_id}")

    def meeting(self) -> None:
        """The Board's fourth item under way, with what has been recorded of it."""
        from cspdesk.meetings.recording_commands import StartMeeting
        from cspdesk.meetings.recording_decision_commands import AddDecision
        from cspdesk.meetings.recording_queries import meeting_view
        from db.vocabulary import DecisionKind

        meeting_id = meeting_for(self.desk, "next")
        view = self.desk.ask(meeting_view, meeting_id)
        assert view is not None
        self.desk.run(StartMeeting(meeting_id, view.meeting.version))
        self.window.go("meeting")
        page = self.window.current_page()
        assert isinstance(page, MeetingPage)
        item = view.items[3]
        page.leave_register()
        page.go_to(item.id)
        said = "three indicators, an owner for each, and a first baseline by June 2017"
        self.desk.run(AddDecision(item.id, DecisionKind.AGREED, said))
        page.read_again()
        self.take("meeting")

    def pack(self) -> None:
        if not shutil.which("pdftoppm"):
            print("pack: pdftoppm is not here; the picture stays as it was")
            return
        out = self.folder / "pack.pdf"
        export_board_pack(self.desk, out, meeting_id=meeting_for(self.desk, "next"))
        pages = [self._page(out, number) for number in (2, 3)]
        wide = sum(page.width() for page in pages) + 20
        both = QImage(wide, pages[0].height(), QImage.Format.Format_RGB32)
        both.fill(0xFFD9DDE2)
        _beside(both, pages)
        keep("pack-pages", both)

    def _page(self, pdf: Path, number: int) -> QImage:
        stem = self.folder / f"page-{number}"
        words = ["-r", "72", "-png", "-f", str(number), "-l", str(number), "-singlefile"]
        subprocess.run(["pdftoppm", *words, str(pdf), str(stem)], check=True)
        return QImage(str(stem.with_suffix(".png")))


def _beside(both: QImage, pages: list[QImage]) -> None:
    from PySide6.QtGui import QPainter

    painter, left = QPainter(both), 0
    for page in pages:
        painter.drawImage(left, 0, page)
        left += page.width() + 20
    painter.end()


def keep(name: str, image: QImage) -> None:
    """Write a picture in 256 colours, which looks the same and takes half the room."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    few = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    few = few.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    path = HERE / "pictures" / f"{name}.png"
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"{path.name} is too large for the repository")


def main(names: list[str]) -> None:
    app = QApplication([])
    theme()
    # The pictures show its name in their status bar.
    folder = Path(tempfile.gettempdir()) / "CSP Desk"
    folder.mkdir()
    studio = Studio(folder)
    pictures: dict[str, Callable[[], None]] = {
        "first-run": studio.first_run,
        "home": lambda: studio.screen("home", "home"),
        "agenda": lambda: studio.screen("agenda", "agenda"),
        "kpis": lambda: studio.screen("kpis", "kpis", "kpis"),
        "entry": lambda: studio.screen("entry", "kpis", "entry"),
        "import": studio.imported,
        "dashboard": lambda: studio.screen("dashboard", "kpis", "dashboard"),
        "highlight": lambda: studio.screen("highlight", "kpis", "highlight"),
        "inbox": lambda: studio.screen("inbox", "agenda", "inbox"),
        "homework": lambda: studio.screen("homework", "homework"),
        "actions": lambda: studio.screen("actions", "actions"),
        "comms": lambda: studio.screen("comms", "comms"),
        "boards": lambda: studio.screen("boards", "boards"),
        "people": lambda: studio.screen("people", "people"),
        "scorecard": lambda: studio.screen("scorecard", "scorecard"),
        "minutes": studio.minutes,
        "meeting": studio.meeting,
        "board-pack": lambda: studio.screen("board-pack", "packs"),
        "pack-pages": studio.pack,
    }
    for name in names or pictures:
        pictures[name]()
    shutil.rmtree(folder)
    app.quit()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
