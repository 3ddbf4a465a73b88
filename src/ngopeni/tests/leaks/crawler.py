"""Walks through every page and file that a role can reach, following links as a browser would."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from ngopeni.tests.leaks.reading import content_of

LINKS = re.compile(r"""\s(?:href|src|action|hx-get|data-href|xlink:href)=["']([^"'#]+)""")
ACTING = {"logout", "set_language"}
# Of pages that differ only in the village or the number in their address, so many of each kind are opened.
EACH = 4


@dataclass
class Seen:
    """One thing that was opened."""

    address: str
    status: int
    kind: str
    cache: str
    content: bytes
    links: list[str]


@dataclass
class Crawl:
    """What one person came upon."""

    client: Client
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

    def is_wanted(self, address: str) -> bool:
        """Whether it is ours, and enough of its kind have not been opened yet."""
        kind = kind_of(address)
        if not kind or kind[0] in ACTING:
            return False
        self.counted[kind] += 1
        return self.counted[kind] <= EACH

    def open(self, address: str) -> Seen:
        """Open one address, whatever it answers."""
        answer = self.client.get(address)
        content = content_of(answer)
        seen = Seen(
            address,
            answer.status_code,
            answer.get("Content-Type", ""),
            answer.get("Cache-Control", ""),
            content,
            links_of(address, answer, content),
        )
        self.seen.append(seen)
        return seen


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
