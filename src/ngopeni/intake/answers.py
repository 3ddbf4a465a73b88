"""How an answer of a questionnaire, written as code or in words, becomes its meaning, in SQL."""

from __future__ import annotations

from collections.abc import Mapping

from ngopeni.kernel.literal import literals

# "1", "01", "1.0", "1. Milik sendiri", "01 - Tembok": the code, alone or before its words.
CODE = "^0*([0-9]+)([.,]0+|[ ]*[-.):]+[ ]*[A-Za-z].*)?$"
# Stands before an answer that the instrument does not know, which otherwise stays as it was written.
UNKNOWN_MARK = "?"
# The mark comes before this sign in every alphabet, and every meaning after it.
AFTER_UNKNOWN = "@"


def sql_for_meaning(choices: Mapping[str, str], text: str) -> str:
    """The meaning of an answer; one that the instrument does not know stays, with a mark before it.

    Parameters
    ----------
    choices : mapping of str to str
        Meaning by text, in capitals.
    text : str
        A column, with or without space around its values.
    """
    exact = {key: meaning for key, meaning in choices.items() if key.isdecimal()}
    words = {key: meaning for key, meaning in choices.items() if not key.isdecimal()}
    bare = f"NULLIF(TRIM(REGEXP_REPLACE({text}, ' +', ' ', 'g')), '')"
    code = f"NULLIF(REGEXP_EXTRACT({bare}, '{CODE}', 1), '')"
    numeric = {str(int(key)): meaning for key, meaning in exact.items()}
    careful = f"{_map(numeric | words)}[COALESCE({code}, UPPER({bare}))]"
    # Nearly every cell is a bare code or empty: the careful reading is for the few that are not.
    looks = [f"{_map(exact)}[{text}]"] if exact else []
    return f"CASE WHEN {text} IS NOT NULL THEN COALESCE({', '.join([*looks, careful])}, '{UNKNOWN_MARK}' || {bare}) END"


def sql_for_is_unknown(name: str) -> str:
    """Whether an answer has kept its text because nobody knows its meaning."""
    return f"{name} < '{AFTER_UNKNOWN}'"


def _map(meanings: Mapping[str, str]) -> str:
    """Meanings by text as one value: a chain of comparisons for each of a hundred questions takes seconds to plan."""
    return f"MAP([{literals(meanings.keys())}], [{literals(meanings.values())}])"
