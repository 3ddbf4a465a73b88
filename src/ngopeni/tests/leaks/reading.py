"""The text of whatever a page or a file gives, as somebody who took it home could read it."""

from __future__ import annotations

import html
import io
import re
import zipfile

from django.http.response import HttpResponseBase
from pypdf import PdfReader

PLAIN = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/javascript",
    "image/svg+xml",
    "application/yaml",
)
OFFICE = "application/vnd.openxmlformats-officedocument"


def content_of(response: HttpResponseBase) -> bytes:
    """The bytes, whether sent at once or as a stream."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return bytes(response.content)  # type: ignore[attr-defined]


def text_of(kind: str, content: bytes) -> str:
    """Everything readable in it.

    Raises
    ------
    AssertionError
        For a kind of file that nobody has taught this crawler to open.
    """
    kind = kind.partition(";")[0].strip()
    if kind == "text/html":
        return text_of_html(content.decode())
    if kind.startswith(PLAIN):
        return html.unescape(content.decode())
    if kind.startswith(OFFICE):
        return text_of_office(content)
    if kind == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind.startswith("image/"):
        # What stands beside the pixels: titles, comments, the program's notes.
        return " ".join(each.decode("latin-1") for each in re.findall(rb"[\x20-\x7e]{6,}", content))
    assert not content, f"nobody has taught the crawler to open {kind}"
    return ""


def text_of_html(page: str) -> str:
    """Text, attributes and comments; a tag ends a word."""
    for sign in "<>\"'=":
        page = page.replace(sign, " | ")
    return html.unescape(page)


def text_of_office(content: bytes) -> str:
    """All parts of an Excel or Word file, its properties included; a cell ends a name."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in opened.namelist():
            parts.append(name)
            if name.endswith((".xml", ".rels")):
                parts.append(text_of_html(opened.read(name).decode()))
    return " | ".join(parts)
