"""A paper of every block, and how papers are read back, whatever they were printed as."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from ngopeni.kernel.paper import (
    AnnexHead,
    Column,
    Copies,
    Dictum,
    Heading,
    LetteredList,
    Letterhead,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    block_fields,
)

# Signs that mean something to Typst, to XML, or to both.
TRICKY = r"""#let x = 1 *tebal* _miring_ @rujukan \ \n \u{1F600} $x^2$ "kutip" 'petik' <label> & // catatan /* ini */"""
TRICKY += r""" `kode` [kurung] {kurawal} = judul - + 1. / ~ -- --- ... ]}> https://contoh.example"""


def _bookman() -> Path | None:
    """Where the machine keeps Bookman Old Style or a twin of the same widths."""
    if not shutil.which("fc-match"):
        return None
    done = subprocess.run(["fc-match", "-f", "%{family}|%{file}", "Bookman Old Style"], capture_output=True, check=True)
    family, file = done.stdout.decode().split("|")
    return Path(file).parent if re.search("Bookman|Bonum", family) else None


BOOKMAN = _bookman()
HAS_OFFICE = bool(shutil.which("soffice") and BOOKMAN)
INSTALL = "another program opens the Word file here: install libreoffice-writer and fonts-urw-base35"
# Where continuous integration runs, nothing is passed over.
assert HAS_OFFICE or os.environ.get("CI") != "true", INSTALL
needs_soffice = pytest.mark.skipif(not HAS_OFFICE, reason=INSTALL)


def paper(text: str = "Isi", rows: int = 3) -> Paper:
    """A paper with every kind of block, and the text in every place that takes one."""
    signature = Signature(f"Pejabat {text}", f"Nama {text}", (f"Di {text}", f"pada {text}"), (f"Pangkat {text}",))
    body = tuple((f"{number}.", f"Baris {number} {text}", ("Satu", f"Dua {text}")) for number in range(1, rows + 1))
    return Paper(
        title=f"Judul {text}",
        blocks=(
            Letterhead((f"Kantor {text}",), "Lambang", (f"Alamat {text}",), is_beside=True),
            Heading((f"Kepala {text}", "TENTANG")),
            LetteredList("Menimbang", (f"bahwa {text}", "bahwa kedua")),
            NumberedList("Mengingat", (f"Aturan {text}", "Aturan kedua")),
            NumberedList("Memperhatikan", (f"Hanya satu {text}",)),
            Dictum("KESATU", f"Menetapkan {text}", (f"tugas {text}", "tugas kedua")),
            Paragraph(f"Alinea {text}"),
            signature,
            Copies("Salinan:", (f"Yth. {text}", "Yth. kedua")),
            PageBreak(),
            AnnexHead(("LAMPIRAN", f"Nomor {text}")),
            Table((Column("NO", 1, is_centred=True), Column(f"ISI {text}", 5), Column("MITRA", 5)), body, signature),
        ),
        foot=f"Kaki {text}",
    )


def texts(value: Any) -> Iterator[str]:
    """Every text of a paper, in reading order."""
    if isinstance(value, Paper):
        for block in value.blocks:
            yield from _block_texts(block)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)


def _block_texts(block: Any) -> Iterator[str]:
    if isinstance(block, Signature):
        yield from (*block.above, block.office, block.name, *block.below)
    elif isinstance(block, Letterhead):
        yield from (block.emblem_label, *block.lines, *block.details)
    elif isinstance(block, Table):
        yield from (column.header for column in block.columns)
        yield from texts(block.rows)
        yield from _block_texts(block.signature) if block.signature else ()
    else:
        yield from (text for name, value in block_fields(block).items() if name != "kind" for text in texts(value))


def squeezed(text: str) -> str:
    """Without white space, which lines and pages put in and take away, and without numbers of pages."""
    return re.sub(r"\s|\f", "", re.sub(r"- \d+ -", "", text))


def assert_in_order(expected: Iterator[str], found: str) -> None:
    """Every text stands in what was read, each behind the one before."""
    found, place = squeezed(found), 0
    for text in expected:
        place = found.find(squeezed(text), place)
        assert place >= 0, text
        place += len(squeezed(text))


def pdf_text(content: bytes) -> str:
    """What another program reads in a PDF; every page ends with a form feed."""
    return "".join(f"{page.extract_text()}\f" for page in PdfReader(io.BytesIO(content)).pages)


def page_count(content: bytes) -> int:
    return pdf_text(content).count("\f")


def docx_text(content: bytes) -> str:
    """Paragraphs and cells of a Word file, in their order."""
    body = docx.Document(io.BytesIO(content)).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(f"{space}t")) for paragraph in body.iter(f"{space}p")
    )


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    """The Word file as LibreOffice prints it."""
    (folder / "paper.docx").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "paper.docx"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()
