"""The last pass over a drawn document: catalogue, metadata, form fields, compression, password."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import ExitStack
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from cspdesk.packs.blocks import Document
from cspdesk.packs.pdf.attached import place_foreign_pages
from cspdesk.packs.pdf.fonts import face, font_name
from cspdesk.packs.pdf.objects import ForeignPage
from cspdesk.paths import resource

PRODUCER = "CSP Desk"


def finish(
    document: Document, drawn: bytes, foreign: list[ForeignPage], password: str = ""
) -> bytes:
    """The finished file. Objects go into compressed streams, a third of the size of plain ones."""
    with ExitStack() as sources, pikepdf.open(io.BytesIO(drawn)) as pdf:
        place_foreign_pages(pdf, foreign, sources)
        _catalogue(pdf, document)
        _metadata(pdf, document)
        _form(pdf)
        out = io.BytesIO()
        pdf.save(out, **_save_options(password))
        return out.getvalue()


def _save_options(password: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
        "compress_streams": True,
    }
    if password:
        # R=6 is AES-256. Screen readers may always read (accessibility stays allowed).
        options["encryption"] = pikepdf.Encryption(owner=password, user=password, R=6)
    else:
        options["deterministic_id"] = True
        options["stream_decode_level"] = pikepdf.StreamDecodeLevel.generalized
    return options


def _catalogue(pdf: pikepdf.Pdf, document: Document) -> None:
    root = pdf.Root
    root.Lang = pikepdf.String(document.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Outlines" in root:
        root.PageMode = Name.UseOutlines
    if document.first_page != 1:
        root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=document.first_page)]))


# ---- metadata -----------------------------------------------------------------------------------


def _metadata(pdf: pikepdf.Pdf, document: Document) -> None:
    """Title, the partnership as author, language, date and the PDF/UA mark; nothing of the
    machine.
    """
    when = _with_zone(document.created)
    info = {
        "/Title": document.title,
        "/Author": document.partnership,
        "/Subject": document.subject,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": _pdf_date(when),
        "/ModDate": _pdf_date(when),
    }
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary({name: pikepdf.String(words) for name, words in info.items() if words})
    )
    stream = pdf.make_stream(_xmp(document, when.isoformat(timespec="seconds")))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def _with_zone(when: dt.datetime) -> dt.datetime:
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _pdf_date(when: dt.datetime) -> str:
    zone = when.strftime("%z")
    return when.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"


def _xmp(document: Document, when: str) -> bytes:
    def alternatives(name: str, words: str) -> str:
        return (
            f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'
            f"</rdf:Alt></{name}>"
        )

    body = [
        alternatives("dc:title", document.title),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(document.partnership)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if document.subject:
        body.append(alternatives("dc:description", document.subject))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        + "".join(body)
        + '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


# ---- forms --------------------------------------------------------------------------------------


def _form(pdf: pikepdf.Pdf) -> None:
    """Gather the text fields; what is typed is shown in the document font, embedded whole."""
    fields = []
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == Name.Widget:
                fields.append(annotation)
                _field(pdf, page, annotation)
    if not fields:
        return
    fonts = Dictionary(CspText=pdf.make_indirect(_form_font(pdf)))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(fields), DR=Dictionary(Font=fonts), DA=pikepdf.String(_APPEARANCE)
    )


_APPEARANCE = "/CspText 11 Tf 0.0784 0.1255 0.1686 rg"


def _field(pdf: pikepdf.Pdf, page: pikepdf.Page, field: pikepdf.Object) -> None:
    left, bottom, right, top = (float(v) for v in field.Rect)
    looks = pdf.make_stream(b"/Tx BMC EMC")
    looks.Type, looks.Subtype = Name.XObject, Name.Form
    looks.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    looks.Resources = Dictionary()
    field.DA = pikepdf.String(_APPEARANCE)
    field.AP = Dictionary(N=looks)
    field.P = page.obj


def _form_font(pdf: pikepdf.Pdf) -> Dictionary:
    path = resource("fonts", f"{font_name()}.ttf")
    data = path.read_bytes()
    measures = face().font.face
    program = pdf.make_stream(data)
    program.Length1 = len(data)
    letters = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    name = Name("/" + font_name())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(v) for v in measures.bbox]),
        ItalicAngle=0,
        Ascent=round(measures.ascent),
        Descent=round(measures.descent),
        CapHeight=round(measures.capHeight),
        StemV=round(measures.stemV),
        FontFile2=program,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=name,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=Array([round(measures.getCharWidth(ord(letter))) for letter in letters]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
