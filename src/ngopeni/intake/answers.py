"""How an answer of a questionnaire, written as code or in words, becomes its meaning, in SQL."""

from __future__ import annotations

from collections.abc import Mapping

# "1. Milik sendiri", "01 - Tembok": the code stands before its words.
CODE_BEFORE_WORDS = "^0*([0-9]+)[ ]*[-.):]+[ ]*[A-Za-z]"

# Stands before an answer that the instrument does not know, which otherwise stays as it was written.
UNKNOWN_MARK = "?"


def sql_for_meaning(choices: Mapping[str, str], text: str) -> str:
    """The meaning of an answer; one that the instrument does not know stays, with a mark before it.

    Parameters
    ----------
    choices : mapping of str to str
        Meaning by text, in capitals.
    text : str
        A column.
    """
    numeric = {key.lstrip("0"): meaning for key, meaning in choices.items() if key.isdecimal()}
    exactly, text = text, f"NULLIF(TRIM(REGEXP_REPLACE({text}, ' +', ' ', 'g')), '')"
    bare = f"LTRIM(REGEXP_REPLACE({text}, '[.,]0+$', ''), '0')"
    careful = [
        _case(f"UPPER({text})", choices),
        f"CASE WHEN {text} LIKE '0%' OR {text} LIKE '%0' THEN {_case(bare, numeric)} END",
    ]
    careful.append(_case(f"NULLIF(REGEXP_EXTRACT({text}, '{CODE_BEFORE_WORDS}', 1), '')", numeric))
    # Nearly every cell is a bare code: the careful readings are for the few that are not.
    exact = {key: meaning for key, meaning in choices.items() if key.isdecimal()} or choices
    return f"COALESCE({_case(exactly, exact)}, {', '.join(careful)}, '{UNKNOWN_MARK}' || {text})"


def _case(expression: str, meanings: Mapping[str, str]) -> str:
    if not meanings:
        return "CAST(NULL AS VARCHAR)"
    cases = " ".join(f"WHEN {_quoted(text)} THEN {_quoted(meaning)}" for text, meaning in meanings.items())
    return f"CASE {expression} {cases} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
