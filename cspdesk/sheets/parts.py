"""Which part of an .xlsx holds which sheet: the workbook's list and its relations."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from cspdesk.sheets.guard_zip import open_zip, read_part

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_parts(path: Path) -> dict[str, str]:
    """Part name of each sheet by the sheet's name; empty where the file is unusual."""
    infos = {info.filename: info for info in open_zip(path)}
    if "xl/_rels/workbook.xml.rels" not in infos:
        return {}
    targets = {
        relation.get("Id", ""): _part(relation.get("Target", ""))
        for relation in _xml(path, infos["xl/_rels/workbook.xml.rels"])
    }
    return {
        node.get("name", ""): targets.get(node.get(_ID) or node.get(_STRICT_ID, ""), "")
        for node in _xml(path, infos["xl/workbook.xml"]).iter()
        if node.tag.endswith("}sheet")
    }


def _xml(path: Path, info: Any) -> Any:
    from defusedxml.ElementTree import fromstring

    return fromstring(read_part(path, info))


def _part(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join("xl", target))
