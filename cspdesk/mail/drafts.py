"""A draft as an .eml file, which the officer's own mail program opens ready to send. Pure.

`X-Unsent: 1` makes Outlook open it as a draft. The marking stands at the start of the subject, as
the Government Security Classifications ask.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.policy import compat32
from email.utils import formataddr

from db.vocabulary import Marking

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME = 120
# Folded, the subject might begin with a blank before the marking; RFC 5322 allows 998 signs a line.
_LINES = compat32.clone(linesep="\r\n", max_line_length=998)
# What every mail program takes: one @, no blanks, and a dot in the part after it.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a draft: its name, bytes and kind ("application/pdf")."""

    name: str
    body: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Draft:
    """One message to one partner. `marking` NONE puts nothing before the subject."""

    to_name: str
    to_address: str
    subject: str
    body: str
    marking: Marking = Marking.NONE
    attachments: tuple[Attachment, ...] = ()

    @property
    def whole_subject(self) -> str:
        """ "OFFICIAL: Actions for Police"."""
        bare = " ".join(self.subject.split())
        return bare if self.marking is Marking.NONE else f"{self.marking.label}: {bare}"

    @property
    def text(self) -> str:
        """Everything, to paste into a message by hand: address, subject, body."""
        to = f"To: {self.to_address}\n" if self.to_address else ""
        return f"{to}Subject: {self.whole_subject}\n\n{self.body}"


def address_fault(address: str) -> str:
    """Why no draft can be addressed there, in one sentence; "" when it can."""
    if not address.strip():
        return "has no e-mail address"
    if not _ADDRESS.fullmatch(address.strip()):
        return f"has an e-mail address that cannot be right: {address.strip()}"
    return ""


def eml(draft: Draft) -> bytes:
    """The draft as an .eml file (RFC 5322, plain text in UTF-8, attachments after it).

    Raises ValueError when it has no usable address: ask `address_fault` first.
    """
    if fault := address_fault(draft.to_address):
        raise ValueError(fault)
    message: Message[str, str] = _body(draft)
    message["X-Unsent"] = "1"
    message["To"] = _mailbox(" ".join(draft.to_name.split()), draft.to_address.strip())
    message["Subject"] = _coded(draft.whole_subject, "Subject")
    return message.as_bytes(policy=_LINES)


def _body(draft: Draft) -> Message[str, str]:
    """The text alone, or a message of parts: the text, then each attachment."""
    words = Charset("utf-8")
    words.body_encoding = QP
    text: Message[str, str] = Message()
    text.set_payload("\r\n".join(draft.body.splitlines()) + "\r\n", words)
    if not draft.attachments:
        return text
    whole = MIMEMultipart()
    whole.attach(text)
    for one in draft.attachments:
        part = MIMEApplication(one.body, one.kind.partition("/")[2])
        # RFC 2231: a name with an accent or a long dash is coded, so that every program shows it.
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", one.name))
        whole.attach(part)
    return whole


def _mailbox(name: str, address: str) -> str:
    """ "Name <address>", the name coded or quoted where it must be."""
    return formataddr((name, address)) if name.isascii() else f"{_coded(name, 'To')} <{address}>"


def _coded(text: str, header: str) -> str:
    """Plain ASCII as it is, anything else in coded words of 75 signs (RFC 2047).

    By the older class of the library: the newer one loses blanks between coded words, and may put
    one before the first, where the marking stands.
    """
    if text.isascii():
        return text
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def file_name(draft: Draft, what: str) -> str:
    """ "Police – actions – OFFICIAL.eml": a name that any file system takes."""
    marking = "" if draft.marking is Marking.NONE else f" – {draft.marking.label}"
    return f"{safe_name(draft.to_name)} – {what}{marking}.eml"


def safe_name(name: str) -> str:
    """A partner's name as part of a file's name; "Partner" when nothing is left of it."""
    plain = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", name))
    return " ".join(plain.split()).strip(". ")[:_LONGEST_NAME] or "Partner"
