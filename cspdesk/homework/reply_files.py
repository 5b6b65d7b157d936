"""A partner's reply as a file: an e-mail, plain text, or the filled-in Word sheet.

A reply comes from outside: its size is looked at before anything is parsed, and whatever is wrong
with it is one sentence. Nothing is written.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

from cspdesk.errors import WorldError
from cspdesk.homework.reply_word import WORD_BYTES, filled_in

_MB = 1 << 20
_MAIL_BYTES = 40 * _MB
_TEXT_BYTES = 2 * _MB
_PARTS = 200
WORD_END = ".docx"
_KINDS = "an e-mail (.eml), plain text (.txt) or the filled-in Word sheet (.docx)"


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """What a file says. `filled` are answers of a Word sheet: question id → answer.

    `sender` is the address it came from and `sent_on` its day, "" and None where it says neither.
    """

    name: str
    text: str = ""
    sender: str = ""
    sent_on: date | None = None
    filled: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_reply_file(path: Path) -> ReplyFile:
    """Read a reply. Raises WorldError with one sentence and what to do."""
    ending = path.suffix.casefold()
    if ending == ".eml":
        return _mail(path.name, _bytes(path, _MAIL_BYTES))
    if ending == WORD_END:
        return ReplyFile(path.name, filled=filled_in(_bytes(path, WORD_BYTES), path.name))
    if ending in (".txt", ".text", ".md", ""):
        return ReplyFile(path.name, _decoded(_bytes(path, _TEXT_BYTES)))
    advice = f"Choose {_KINDS}, or paste the text."
    if ending == ".msg":
        advice = "In Outlook, save it as text or drag it out as .eml; or paste its text."
    raise WorldError(f"{path.name} is no reply that can be read.", advice)


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            size = f"{most // _MB} MB"
            raise WorldError(f"{path.name} is larger than {size}.", "Paste the answers instead.")
        return path.read_bytes()
    except OSError as trouble:
        said = trouble.strerror or str(trouble)
        raise WorldError(f"{path.name} cannot be read: {said}.", "Try again.") from trouble


def _decoded(raw: bytes) -> str:
    wide = raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _mail(name: str, raw: bytes) -> ReplyFile:
    message: EmailMessage = message_from_bytes(raw, policy=default)
    if not message.keys() or not any(message.get(key) for key in ("From", "To", "Subject", "Date")):
        raise WorldError(f"{name} is no e-mail.", f"Choose {_KINDS}, or paste the text.")
    notes: list[str] = []
    filled: dict[int, str] = {}
    for part in list(message.walk())[:_PARTS]:
        attached = part.get_filename() or ""
        if attached.casefold().endswith(WORD_END):
            try:
                filled |= filled_in(_payload(part), attached)
            except WorldError as problem:
                notes.append(str(problem))
    return ReplyFile(name, _body(message), _sender(message), _day(message), filled, tuple(notes))


def _payload(part: MIMEPart) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError, ValueError):
        text = _decoded(_payload(part))
    if part.get_content_type() == "text/html":
        stripper = _Words()
        stripper.feed(text)
        text = "".join(stripper.words)
    return text.replace("\r\n", "\n")


def _sender(message: EmailMessage) -> str:
    try:
        found = message["From"].addresses
        return str(found[0].addr_spec) if found else ""
    except (AttributeError, IndexError, ValueError):
        return ""


def _day(message: EmailMessage) -> date | None:
    try:
        moment = message["Date"].datetime
        return cast(date, moment.date()) if moment else None
    except (AttributeError, ValueError):
        return None


class _Words(HTMLParser):
    """The words of an e-mail that was only sent as HTML, a line for each block."""

    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script", "head", "title")
        self._quoted += tag == "blockquote"
        if tag in self._BLOCKS:
            self.words.append("\n" + "> " * bool(self._quoted))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "head", "title")
        self._quoted -= tag == "blockquote"
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.words.append(" ".join(data.split()) + " " if data.strip() else " ")
