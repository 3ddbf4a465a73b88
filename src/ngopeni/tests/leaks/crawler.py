"""Walks through every page and file that a role can reach, following links and filling in forms as a person would."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from ngopeni.tests.leaks.forms import Form, forms_of
from ngopeni.tests.leaks.reading import content_of

LINKS = re.compile(r"""\s(?:href|src|action|hx-get|data-href|xlink:href)=["']([^"'#]+)""")
ACTING = {"logout", "set_language"}
REDIRECT = 302
# Forms that show or hand over something; those that end somebody's work are left alone.
ASKING = {"search", "residents", "export_residents", "reveal", "village_counter", "serve_resident", "propose"}
ASKING |= {"export_findings", "export_village_findings", "export_all_findings", "waive", "set_aside_rows"}
ASKING |= {"check_log", "export_log", "breach", "preview_rule", "log", "users", "propose_new"}
# Of these, where somebody asks for a resident; elsewhere a resident's name would only come back as it was typed.
OF_RESIDENTS = {"search", "residents", "village_counter"}
# Of pages that differ only in the village, the number or the filter in their address, so many of each kind are opened.
EACH = 2


@dataclass
class Seen:
    """One thing that was opened."""

    address: str
    status: int
    kind: str
    cache: str
    content: bytes
    links: list[str]
    forms: list[Form]


@dataclass
class Crawl:
    """What one person came upon.

    Parameters
    ----------
    client : Client
    words : dict of str to str
        What is written into fields of forms, by their name.
    common : container of str
        Pages that everybody may read.
    """

    client: Client
    words: dict[str, str] = field(default_factory=dict)
    common: Container[str] = ()
    seen: list[Seen] = field(default_factory=list)
    counted: Counter[tuple[str, ...]] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)

    def walk(self, starts: list[str]) -> None:
        """Open the starts and whatever they lead to."""
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            if address in self.known or not self.is_wanted(address):
                continue
            self.known.add(address)
            found = self.open(address)
            waiting.extend(found.links)
            for form in found.forms:
                waiting.extend(self.send(urljoin(address, form.action or address), form))

    def is_wanted(self, address: str, method: str = "get") -> bool:
        """Whether it is ours, and enough of its kind have not been opened yet."""
        kind = kind_of(address)
        if not kind or kind[0] in ACTING or (method == "post" and kind[0] not in ASKING):
            return False
        # Of what everybody may read, one page as it is and one in which something was asked for.
        is_common = kind[0] in self.common
        alike = (method, kind[0], str(bool(kind[1:]))) if is_common else (method, *kind)
        self.counted[alike] += 1
        return self.counted[alike] <= (1 if is_common else EACH)

    def open(self, address: str) -> Seen:
        """Open one address, whatever it answers."""
        return self.note(address, self.client.get(address))

    def send(self, address: str, form: Form) -> list[str]:
        """Send a form, and say where it leads."""
        if form.method != "post":
            # Boxes that send what is typed in the address ask for places; nobody's name is typed there.
            asked = {name: values for name, values in form.fields.items() if name not in self.words}
            return [f"{urlsplit(address).path}?{urlencode(asked, doseq=True)}"]
        if not self.is_wanted(address, "post"):
            return []
        if kind_of(address)[0] not in OF_RESIDENTS:
            form.fields |= {name: [""] for name in self.words if name in form.fields}
        found = self.note(address, self.client.post(address, form.fields))
        # Where a form leads, another page may stand than the one that stood there before.
        return self.open(found.links[0]).links if found.status == REDIRECT else found.links

    def note(self, address: str, answer: HttpResponseBase) -> Seen:
        """Keep what came."""
        content, kind = content_of(answer), answer.get("Content-Type", "")
        seen = Seen(
            address,
            answer.status_code,
            kind,
            answer.get("Cache-Control", ""),
            content,
            links_of(address, answer, content),
            forms_of(content.decode(), self.words) if kind.startswith("text/html") else [],
        )
        self.seen.append(seen)
        return seen


@cache
def kind_of(address: str) -> tuple[str, ...]:
    """The page's name and what is asked of it; empty for what is not a page of the program."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ()
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ()
    return (str(found.url_name), *sorted(parse_qs(parts.query, keep_blank_values=True)))


def links_of(address: str, answer: HttpResponseBase, content: bytes) -> list[str]:
    """Where a page leads."""
    if answer.has_header("Location"):
        return [urljoin(address, answer["Location"])]
    if not answer.get("Content-Type", "").startswith(("text/html", "image/svg")):
        return []
    found = (html.unescape(each) for each in LINKS.findall(content.decode()))
    return [urljoin(address, each) for each in found if not each.startswith(("mailto:", "http", "data:"))]
