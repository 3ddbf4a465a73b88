"""Errors that a person can mend."""

from __future__ import annotations

from typing import Any

from ngopeni.kernel.messages import sentence


class UserError(Exception):
    """Something the user can mend, named by a stable code.

    The two-language sentences live in ``reference/messages``; the error carries only the code
    and the values that fill them. Values never hold personal data.

    Parameters
    ----------
    code : str
        Stable code, such as ``INTAKE-003``.
    **values
        What the sentence needs: file, row, column, counts.

    Examples
    --------
    >>> UserError("KERNEL-001", folder="/data").code
    'KERNEL-001'
    """

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def sentence(self, language: str = "id") -> str:
        """What is wrong and what to do, as one text.

        Returns
        -------
        str
            In ``language``, ``id`` or ``en``.
        """
        return sentence(self.code, self.values, language)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}"
