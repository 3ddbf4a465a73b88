"""How Indonesian names are written: every distinct text is brought to its forms once, in SQL.

A name of one word is a whole name, and there are no surnames: words may be swapped, shortened to initials, left out, or
followed by a husband's or a father's name. What is taken away here are titles and the differences between the old
spelling, the new one and what an ear hears; what is left decides in `comparisons.name`.

Source
------
Old and new spelling: Ejaan yang Disempurnakan, 1972 (oe/u, dj/j, tj/c, nj/ny, sj/sy, ch/kh, j/y). Titles and short
forms: as they stand in real registries; names without titles are the rule of Permendagri 73/2022 pasal 5.
"""

from __future__ import annotations

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literals
from ngopeni.quality.rules.names import NO_NAMES

TITLES: tuple[str, ...] = ("H", "HJ", "HAJI", "HAJJAH", "KH", "KYAI", "DR", "DRS", "DRA", "DRG", "IR", "PROF")
TITLES += ("ALM", "ALMH", "ALMARHUM", "ALMARHUMAH", "BAPAK", "BPK", "PAK", "IBU", "BU", "SDR", "SDRI", "NY", "TN", "NN")
# Of a single R nobody knows whether it is Raden or the first letter of a name.
TITLES += ("RADEN", "RR")
# What follows is the father's name, which may be left out; another name of the same person; or a degree.
OF_FATHER = "BIN|BINTI|BTI|BT|ALIAS"
AFTER_NAME = f"(,|/|[(]| ({OF_FATHER}|AL[.])([ .]|$)).*$"
IN_BRACKETS = "[(][^)]*[)]"
# Degrees as they are written with dots; and, with the word for the dead, those that are no word of any name.
DOTTED = "S[.] ?(PD|PDI|SOS|E|H|HUM|KOM|T|KM|AG|SI|SC|P|KEP)|A[.] ?MD|M[.] ?(PD|SI|AG|KES|M|H)"
UNDOTTED = "SPD|SPDI|SSOS|SE|SH|SHUM|SKOM|ST|SKM|SAG|SKEP|AMD|MPD|ALM|ALMH|ALMARHUM|ALMARHUMAH"
DEGREES = f" ({DOTTED}|{UNDOTTED})[.]?$"
ACCENTS = ("ÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑ", "AAAAAEEEEIIIIOOOOOUUUUCN")
# Beside what the rules of quality find made up, by letters alone.
NOT_NAMES: tuple[str, ...] = (*NO_NAMES, "XXX", "TIDAKDIKETAHUI", "TDKDIKETAHUI", "BELUMDIKETAHUI", "BY")
NOT_NAMES += ("BAYILAKILAKI", "BAYIPEREMPUAN", "NAMALENGKAP")
MUHAMMADS: tuple[str, ...] = ("MUHAMMAD", "MOHAMMAD", "MOHAMAD", "MOHAMED", "MUHAMMED", "MOCHAMAD", "MOCHAMMAD")
MUHAMMADS += ("MUCHAMAD", "MUCHAMMAD", "MUKHAMAD", "MUKHAMMAD", "MOKHAMAD", "MUH", "MOH", "MOCH", "MUCH", "MHD", "MUHD")
# HM is Haji Muhammad.
MUHAMMADS += ("MD", "MOHD", "MHMD", "MUHAMAT", "MUHAMMAT", "MOHAMMED", "HM")
# Whole words that are one name however they are written.
WORDS: dict[str, tuple[str, ...]] = {
    "MUHAMAD": MUHAMMADS,
    "ABDUL": ("ABD", "ABDL", "ABDOEL", "ABDUR"),
    "SITI": ("ST", "STI", "SITTI", "SITY", "CITI"),
    "AHMAD": ("ACHMAD", "AKHMAD", "AHMED"),
    "BAYI": ("BY",),
}
SOUNDS: tuple[tuple[str, str], ...] = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"), ("KH", "H"), ("CH", "H"), ("SY", "S"),
)  # fmt: skip
SOUNDS += (("SH", "S"), ("DH", "D"), ("TH", "T"), ("PH", "P"), ("F", "P"), ("V", "P"), ("Z", "S"), ("Q", "K"))
SOUNDS += (("IE", "I"), ("J", "Y"), ("IY", "I"), ("UW", "U"))
CONSONANTS = "BCDGKLMNPRSTWY"


# A name in the simplest form has nothing to take away.
SIMPLE = "^[A-Z]+( [A-Z]+)*$"
BINDING = f"(^| )({OF_FATHER})( |$)| ({UNDOTTED})$"
# Names longer than this are compared by their first words.
PLACES = range(1, 7)


def sql_for_bare(text: str) -> str:
    """A name in capitals without degrees, marks and what follows it; one space between words."""
    bare = f"TRIM(REGEXP_REPLACE(TRANSLATE({text}, '{ACCENTS[0]}', '{ACCENTS[1]}'), '{IN_BRACKETS}', ' ', 'g'))"
    bare = f"REGEXP_REPLACE({bare}, '{AFTER_NAME}', '', 'g')"
    bare = f"REGEXP_REPLACE({bare}, '{DEGREES}', '', 'g')"
    bare = f"REGEXP_REPLACE({bare}, '[''`’]', '', 'g')"
    bare = f"TRIM(REGEXP_REPLACE({bare}, '[^A-Z]+', ' ', 'g'))"
    is_simple = f"REGEXP_MATCHES({text}, '{SIMPLE}') AND NOT REGEXP_MATCHES({text}, '{BINDING}')"
    return f"CASE WHEN {is_simple} THEN {text} ELSE {bare} END"


def sql_for_untitled(bare: str) -> str:
    """A bare name without the titles before it; of a name that is a title alone that is the name."""
    is_titled = f"SPLIT_PART({bare}, ' ', 1) IN ({literals(TITLES)})"
    return f"CASE WHEN {is_titled} THEN REGEXP_REPLACE({bare}, '^(({'|'.join(TITLES)}) )+', '') ELSE {bare} END"


def sql_for_sounded(word: str) -> str:
    """A word as it sounds: some have one spelling, and letters that ears confuse are made one."""
    known = " ".join(f"WHEN {word} IN ({literals(others)}) THEN '{one}'" for one, others in WORDS.items())
    found = f"CASE {known} ELSE {word} END"
    for old, new in SOUNDS:
        found = f"REPLACE({found}, '{old}', '{new}')"
    return found


def sql_for_bones(sounded: str) -> str:
    """The consonants of a word after its first letter, doubled ones once."""
    found = f"REGEXP_REPLACE({sounded}, '\\B[AIUEOH]', '', 'g')"
    for letter in CONSONANTS:
        found = f"REPLACE({found}, '{letter * 2}', '{letter}')"
    return found


def spell(engine: Engine, texts: str, name: str) -> None:
    """Make a table of the forms of each distinct text; nothing is told of what is no name.

    Parameters
    ----------
    engine : Engine
    texts : str
        A query with the column ``text``.
    name : str
        Of the table: ``text``; ``name_key``: how it sounds, words in their order; ``skeleton``: the consonants of its
        words, sorted; ``first_name``: those of the first word; ``initials``: first letters of the words.
    """
    engine.define(f"{name}_bare", sql_for_named(texts))
    engine.define(f"{name}_word", sql_for_word(f"{name}_bare"))
    engine.define(name, sql_for_spelled(f"{name}_bare", f"{name}_word"))
    for table in (f"{name}_bare", f"{name}_word"):
        engine.run(f"DROP TABLE {table}")


def sql_for_named(texts: str) -> str:
    """Each distinct text, ``bare``, word by word."""
    upper = f"SELECT text, UPPER(TRIM(text)) AS upper_text FROM ({texts}) AS texts WHERE text IS NOT NULL GROUP BY text"
    bare = f"SELECT text, {sql_for_bare('upper_text')} AS bare FROM ({upper}) AS upper_texts"
    named = (
        f"SELECT text, {sql_for_untitled('bare')} AS bare FROM ({bare}) AS bared "
        f"WHERE bare <> '' AND REPLACE(bare, ' ', '') NOT IN ({literals(NOT_NAMES)})"
    )
    words = ", ".join(f"NULLIF(SPLIT_PART(bare, ' ', {place}), '') AS word_{place}" for place in PLACES)
    return f"SELECT text, {words} FROM ({named}) AS named"


def sql_for_word(bare: str) -> str:
    """Each distinct word with its sound and its bones: there are a hundred times fewer than names."""
    words = " UNION ".join(f"SELECT word_{place} AS word FROM {bare}" for place in PLACES)
    sounded = f"SELECT word, {sql_for_sounded('word')} AS sound FROM ({words}) AS words WHERE word IS NOT NULL"
    return f"SELECT word, sound, {sql_for_bones('sound')} AS bones FROM ({sounded}) AS sounded"


def sql_for_spelled(bare: str, words: str) -> str:
    """The forms of whole names out of those of their words."""
    joins = " ".join(f"LEFT JOIN {words} AS w{place} ON w{place}.word = word_{place}" for place in PLACES)
    sounds, bones = (", ".join(f"w{place}.{part}" for place in PLACES) for part in ("sound", "bones"))
    firsts = ", ".join(f"SUBSTR(w{place}.sound, 1, 1)" for place in PLACES)
    return (
        f"SELECT text, CONCAT_WS(' ', {sounds}) AS name_key, "
        f"ARRAY_TO_STRING(LIST_SORT(STRING_SPLIT(CONCAT_WS(' ', {bones}), ' ')), ' ') AS skeleton, "
        f"w1.bones AS first_name, CONCAT_WS('', {firsts}) AS initials FROM {bare} {joins}"
    )
