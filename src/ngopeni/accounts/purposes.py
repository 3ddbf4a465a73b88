"""What personal data may be opened or taken along for; each reveal and each export names one."""

from __future__ import annotations

from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "purposes.yaml"
_WORDS: dict[str, dict[str, str]] = read_yaml(FILE)
PURPOSES = {code: words["id"] for code, words in _WORDS.items()}


def purpose_words(language: str) -> dict[str, str]:
    """Every purpose in a language, by its code.

    Parameters
    ----------
    language : {"id", "en"}

    Examples
    --------
    >>> purpose_words("en")["assistance"]
    'giving or preparing aid'
    """
    return {code: words[language] for code, words in _WORDS.items()}
