"""Every sentence that a page shows can be read in English; every icon that it names exists."""

from __future__ import annotations

import ast
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import lucide
import polib
import pytest
from django.template import Template, engines
from django.template.base import Lexer, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation

pytestmark = pytest.mark.guard

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
MODULES = sorted(path for path in PACKAGE.glob("**/*.py") if "tests" not in path.parts)

# Where a translating function takes its context, its message and its plural.
FUNCTIONS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
CALLED_IN_TEMPLATE = re.compile(r"""\b_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
WORD = re.compile(r"[^\W\d_]{2,}")

# These two explain themselves: one is for designers, the other must work when translating does not.
UNWRAPPED = {"style.html", "500.html"}
BRAND = re.compile(r"sesarengan ngopeni kadang kekurangan|ngopeni", re.IGNORECASE)
SEEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
ICON_TAG = re.compile(r"""lucide\s+["']([^"']+)["']""")


class Message(NamedTuple):
    """What the catalogue looks up: context, text, plural text; empty where there is none."""

    context: str
    text: str
    plural: str = ""

    def __str__(self) -> str:
        names = [f"msgctxt {quoted(self.context)}"] if self.context else []
        names.append(f"msgid {quoted(self.text)}")
        if self.plural:
            names.append(f"msgid_plural {quoted(self.plural)}")
        return "\n".join(names)


def quoted(text: str) -> str:
    """As a catalogue writes it."""
    return f'"{polib.escape(text)}"'


def place_of(path: Path) -> str:
    """Where a file is in the package."""
    return path.relative_to(PACKAGE).as_posix()


# What is used ---------------------------------------------------------------------------------------------------------


def messages_of_template(source: str) -> Iterator[Message]:
    """Every message of a template, as Django itself would look it up."""
    for node in Template(source).nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
        context = node.message_context.var if node.message_context else ""
        if isinstance(node, TranslateNode):
            text = getattr(node.filter_expression.var, "literal", node.filter_expression.var)
            assert isinstance(text, str), f"{{% trans %}} of a variable: {node.filter_expression.token}"
            yield Message(str(context), text.replace("%", "%%"))
        else:
            texts = [node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens]
            yield Message(str(context), *texts)
    for token in Lexer(source).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            for double, single in CALLED_IN_TEMPLATE.findall(token.contents):
                yield Message("", (double or single).replace("%", "%%"))


def messages_of_module(tree: ast.Module) -> Iterator[Message | int]:
    """Every message of a module; the line instead, where it is no literal."""
    names = {
        each.asname or each.name: each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            name = names.get(node.func.id, "")
        else:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in FUNCTIONS:
            parts = [None if place is None else node.args[place] for place in FUNCTIONS[name]]
            texts = ["" if part is None else getattr(part, "value", None) for part in parts]
            yield Message(*texts) if all(isinstance(text, str) for text in texts) else node.lineno


@pytest.fixture(scope="module")
def used() -> dict[Message, set[str]]:
    """Every message with the files that use it."""
    found: dict[Message, set[str]] = defaultdict(set)
    for path in TEMPLATES:
        for message in messages_of_template(path.read_text("utf-8")):
            found[message].add(place_of(path))
    for path in MODULES:
        for message in messages_of_module(ast.parse(path.read_text("utf-8"))):
            if isinstance(message, Message):
                found[message].add(place_of(path))
    return found


@pytest.fixture(scope="module")
def catalogue() -> dict[Message, polib.POEntry]:
    """The English catalogue by message."""
    return {key_of(entry): entry for entry in polib.pofile(str(CATALOGUE))}


def key_of(entry: polib.POEntry) -> Message:
    """What an entry of the catalogue translates."""
    return Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


# The catalogue --------------------------------------------------------------------------------------------------------


def test_every_message_is_in_the_catalogue(used, catalogue):
    missing = [f"# {', '.join(sorted(used[key]))}\n{key}" for key in sorted(used.keys() - catalogue.keys())]
    assert not missing, f"add these to {place_of(CATALOGUE)}:\n\n" + "\n\n".join(missing)


def test_the_catalogue_holds_nothing_that_nobody_uses(used, catalogue):
    unused = [str(key) for key in sorted(catalogue.keys() - used.keys())]
    unused += [str(key) for key, entry in catalogue.items() if entry.obsolete]
    assert not unused, f"remove these from {place_of(CATALOGUE)}:\n\n" + "\n\n".join(unused)


def test_every_message_is_translated_with_the_same_placeholders(catalogue):
    faults = []
    for key, entry in catalogue.items():
        texts = [entry.msgstr_plural.get(number, "") for number in range(2)] if key.plural else [entry.msgstr]
        if entry.fuzzy or not all(text.strip() for text in texts):
            faults.append(f"translate:\n{key}")
        elif key.plural and len(entry.msgstr_plural) != 2:
            faults.append(f"English has one plural form beside the singular:\n{key}")
        for text in texts:
            expected, found = sorted(PLACEHOLDER.findall(key.text)), sorted(PLACEHOLDER.findall(text))
            if text.strip() and expected != found:
                faults.append(f"placeholders {expected} became {found}:\n{key}\nmsgstr {quoted(text)}")
            # A lone per cent sign is a placeholder that breaks the page.
            if expected and "%" in PLACEHOLDER.sub("", text).replace("%%", ""):
                faults.append(f"write %% for a per cent sign:\n{key}\nmsgstr {quoted(text)}")
    assert not faults, "\n\n".join(faults)


def test_no_message_stands_twice_in_the_catalogue():
    entries = [(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUE))]
    assert [each for each in entries if entries.count(each) > 1] == []


def test_the_catalogue_says_its_language_its_encoding_and_its_plural():
    head = polib.pofile(str(CATALOGUE)).metadata
    assert head["Language"] == "en"
    assert head["Content-Type"] == "text/plain; charset=UTF-8"
    assert head["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_python_translates_literals_only():
    found = [
        f"{place_of(path)}:{message}"
        for path in MODULES
        for message in messages_of_module(ast.parse(path.read_text("utf-8")))
        if isinstance(message, int)
    ]
    assert not found, f"the catalogue cannot know what these translate: {found}"


def test_indonesian_pages_show_the_messages_as_they_are_written(used):
    with translation.override("id"):
        for message in used:
            # Django's own Indonesian catalogue must not hold the same words with another meaning.
            shown = translation.npgettext(message.context, message.text, message.plural, 2) if message.plural else None
            shown = shown or translation.pgettext(message.context, message.text)
            assert shown == (message.plural or message.text)
            if not message.context:
                assert message.plural or translation.gettext(message.text) == message.text


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("id", 1, "1 desa berubah warna."),
        ("id", 2, "2 desa berubah warna."),
        ("en", 0, "0 villages changed colour."),
        ("en", 1, "1 village changed colour."),
        ("en", 2, "2 villages changed colour."),
    ],
)
def test_a_count_takes_the_form_of_its_language(compiled, language, count, expected):
    sentence = "{{ n }} desa berubah warna."
    source = "{% load i18n %}{% blocktrans count n=n %}" + sentence + "{% plural %}" + sentence + "{% endblocktrans %}"
    with translation.override(language):
        assert compiled(source, n=count) == expected


def test_a_word_with_two_meanings_is_told_apart_by_its_context(compiled):
    source = '{% load i18n %}{% trans "Zona" %}, {% trans "Zona" context "kolom" %}, {% trans "Desa dan kelurahan" %}'
    with translation.override("id"):
        assert compiled(source) == "Zona, Zona, Desa dan kelurahan"
    with translation.override("en"):
        assert compiled(source) == "Zones, Zone, Villages"


@pytest.fixture
def compiled(tmp_path, settings):
    """Renders a template with the catalogue compiled as it is now."""
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return lambda source, **values: engines["django"].from_string(source).render(values)


# Templates ------------------------------------------------------------------------------------------------------------


class VisibleText(HTMLParser):
    """Collects what people see or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0
        self.says_its_language = False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.skipped += tag in {"script", "style"}
        # A button that says its own language reads the same on every page.
        self.says_its_language = "lang" in values and tag != "html"
        is_button = tag == "input" and values.get("type") in {"submit", "button", "reset"}
        self.found += [
            text for name, text in attrs if text and (name in SEEN_ATTRIBUTES or (name == "value" and is_button))
        ]

    def handle_endtag(self, tag):
        self.skipped -= tag in {"script", "style"}
        self.says_its_language = False

    def handle_data(self, data):
        if not self.skipped and not self.says_its_language:
            self.found.append(data)


def bare_text(source: str) -> list[str]:
    """What a template shows that no translation can reach."""
    html, is_translated = [], False
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0]
        if token.token_type is TokenType.BLOCK and name.removeprefix("end") in {
            "blocktrans",
            "blocktranslate",
            "comment",
        }:
            is_translated = not name.startswith("end")
        if token.token_type is TokenType.TEXT and not is_translated:
            html.append(token.contents)
    parser = VisibleText()
    parser.feed("".join(html))
    parser.close()
    return [text.strip() for text in parser.found if WORD.search(BRAND.sub("", text))]


@pytest.mark.parametrize("path", [each for each in TEMPLATES if each.name not in UNWRAPPED], ids=place_of)
def test_everything_a_template_shows_can_be_translated(path):
    assert bare_text(path.read_text("utf-8")) == [], "wrap these in trans or blocktrans"


def test_bare_text_is_found_where_people_meet_it():
    assert bare_text('<p>Halo</p>{% if x %}<img alt="Peta">{% endif %}<input type="submit" value="Kirim">') == [
        "Halo",
        "Peta",
        "Kirim",
    ]
    assert bare_text('<b title="{% trans "Peta" %}">{{ n }} · ngopeni</b><i lang="en">English</i>') == []
    assert bare_text("{% blocktrans %}Dari {{ n }} desa{% endblocktrans %}<script>let desa</script>") == []


# Icons ----------------------------------------------------------------------------------------------------------------


def icons_of_matters() -> Iterator[str]:
    """The icons beside what needs attention: the last of (code, values, link, icon)."""
    tree = ast.parse((PACKAGE / "dashboard" / "attention.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Tuple)
            and node.elts
            and str(getattr(node.elts[0], "value", "")).startswith("DASHBOARD-")
        ):
            yield str(getattr(node.elts[-1], "value", ast.unparse(node.elts[-1])))


def test_every_icon_exists():
    with zipfile.ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as archive:
        known = {Path(name).stem for name in archive.namelist()}
    named = {name: place_of(path) for path in TEMPLATES for name in ICON_TAG.findall(path.read_text("utf-8"))}
    matters = {name: "dashboard/attention.py" for name in icons_of_matters()}
    assert named
    assert matters
    absent = {name: place for name, place in (named | matters).items() if name not in known}
    assert not absent, f"lucide has no such icon: {absent}"
