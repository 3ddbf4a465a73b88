"""A grant that could not be given when a decree was to come into force."""

from __future__ import annotations

from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence


class GrantRefused(UserError):
    """Who could not be given a grant, and why in the words of the refusal itself."""

    def __init__(self, name: str, why: UserError) -> None:
        super().__init__("DECREE-030", name=name, why=why.code)
        self.cause = why

    def sentence(self, language: str = "id") -> str:
        """The whole of it in one language."""
        return sentence(self.code, {**self.values, "why": self.cause.sentence(language)}, language)
