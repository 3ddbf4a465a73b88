"""Errors that speak of roles, rights and levels: they carry the codes, and find the words when they are told."""

from __future__ import annotations

from ngopeni.accounts.role_words import level_word, right_word, role_name
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence

WORDS = {"role": role_name, "right": right_word, "level": level_word}


class RoleError(UserError):
    """A `UserError` whose values ``role``, ``right`` and ``level`` are codes.

    Examples
    --------
    >>> RoleError("ACCOUNTS-025", role="legal").sentence("en")
    'The role Legal section opens no names and needs no integrity pact.'
    """

    def sentence(self, language: str = "id") -> str:
        """What is wrong and what to do, every word of it in one language."""
        told = {name: WORDS[name](str(value), language) for name, value in self.values.items() if name in WORDS}
        return sentence(self.code, self.values | told, language)
