"""How much a name in a list is like the one that was asked for, word by word, in SQL.

The measure is edit distance over length, as in the ministry's own check; a word may also be cut short. The order of the
words, capitals, marks, titles and the old spelling tell nobody apart.
"""

from __future__ import annotations

from ngopeni.kernel.literal import literals

# Titles before a name, and the words that stand between a name and the father's; what follows a comma is a degree.
TITLES: tuple[str, ...] = ("H", "HJ", "HAJI", "HAJJAH", "KH", "ALM", "ALMH", "DR", "DRS", "DRA", "IR", "BIN", "BINTI")
TITLES += ("BPK", "BAPAK", "IBU", "NY", "TN", "SDR", "SDRI")
OLD_SPELLING = (("OE", "U"), ("DJ", "J"), ("TJ", "C"))
APOSTROPHES = ("''", "’", "`")
# Each word asked for must be at least so much like one of the name, and all together so much.
WORD, NAME = 0.6, 0.75
CUT_SHORT, SHORTEST_CUT = 0.9, 3


def plain(name: str) -> str:
    """A name in plain capitals with single spaces."""
    text = f"UPPER(SPLIT_PART({name}, ',', 1))"
    for mark in APOSTROPHES:
        text = f"REPLACE({text}, '{mark}', '')"
    for old, new in OLD_SPELLING:
        text = f"REPLACE({text}, '{old}', '{new}')"
    return f"TRIM(REGEXP_REPLACE({text}, '[^A-Z]+', ' ', 'g'))"


def likeness(first: str, second: str) -> str:
    """How much two texts are alike, 0 to 1."""
    longest = f"GREATEST(LENGTH({first}), LENGTH({second}), 1)"
    return f"1 - 1.0 * LEVENSHTEIN({first}, {second}) / {longest}"


def word_likeness(word: str, wanted: str) -> str:
    """How much a word is like the one wanted, which may be its beginning only."""
    is_cut = f"LENGTH({wanted}) >= {SHORTEST_CUT} AND {word} LIKE {wanted} || '%'"
    return f"CASE WHEN {word} = {wanted} THEN 1.0 WHEN {is_cut} THEN {CUT_SHORT} ELSE {likeness(word, wanted)} END"


def sql_for_name_likeness(people: str) -> str:
    """``record_key`` and ``likeness`` of those whose name is like ``$name``.

    Parameters
    ----------
    people : str
        A query with ``record_key`` and ``full_name``: the few among whom to look.
    """
    words = "STRING_SPLIT({name}, ' ')"
    named = (
        f"SELECT record_key, plain_name, {plain('$name')} AS wanted_name FROM "
        f"(SELECT record_key, {plain('full_name')} AS plain_name FROM ({people}) AS people) AS written"
    )
    wanted = f"SELECT DISTINCT UNNEST({words.format(name=plain('$name'))}) AS wanted_word"
    borne = f"SELECT DISTINCT record_key, UNNEST({words.format(name='plain_name')}) AS word FROM named"
    # A village has a few hundred words for thousands of names: each is measured once.
    measured = (
        f"SELECT word, wanted_word, {word_likeness('word', 'wanted_word')} AS likeness "
        f"FROM (SELECT DISTINCT word FROM borne WHERE word NOT IN ({literals(TITLES)})) AS words "
        f"CROSS JOIN wanted WHERE wanted_word NOT IN ({literals(TITLES)})"
    )
    nearest = (
        "SELECT record_key, wanted_word, MAX(likeness) AS likeness FROM borne "
        "JOIN measured ON measured.word = borne.word GROUP BY record_key, wanted_word"
    )
    judged = (
        f"SELECT record_key, CASE WHEN MIN(likeness) >= {WORD} THEN AVG(likeness) ELSE 0 END AS by_word "
        "FROM nearest GROUP BY record_key"
    )
    whole = likeness("REPLACE(plain_name, ' ', '')", "REPLACE(wanted_name, ' ', '')")
    both_ways = (
        f"SELECT named.record_key, COALESCE(by_word, 0) AS by_word, {whole} AS by_whole "
        "FROM named LEFT JOIN judged ON judged.record_key = named.record_key"
    )
    return (
        f"WITH named AS ({named}), wanted AS ({wanted}), borne AS ({borne}), measured AS ({measured}), "
        f"nearest AS ({nearest}), judged AS ({judged}), both_ways AS ({both_ways}) "
        "SELECT record_key, GREATEST(by_word, by_whole) AS likeness, by_whole FROM both_ways "
        f"WHERE GREATEST(by_word, by_whole) >= {NAME}"
    )
