"""What the server's own lines must not hold: the links of invitations."""

from __future__ import annotations

import logging
import re

LINK = re.compile(r"(/undangan/)[^/\s\"'?#]+")


class MaskLinks(logging.Filter):
    """Writes the address of an invitation without its token, whoever logs it and whyever."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line where it holds a link; every line goes on."""
        text = record.getMessage()
        if LINK.search(text):
            record.msg, record.args = LINK.sub(r"\1***", text), ()
        return True
