"""Writing large tables as CSV through DuckDB: columns of numbers become codes and words there."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literal
from ngopeni.simulation.columns import Columns
from ngopeni.simulation.lists import listed
from ngopeni.simulation.words import known_words

# A header and the expression below it.
Shape = Sequence[tuple[str, str]]


class Tables:
    """A private DuckDB that knows the lists of words and codes.

    Parameters
    ----------
    memory_limit : str
    """

    def __init__(self, memory_limit: str = "1500MB") -> None:
        self.engine = Engine(memory_limit)
        self.engine.run("SET preserve_insertion_order = true")
        self.define_list("words", [text or None for text in known_words().texts])
        for name, choices in listed("housing").items():
            if isinstance(choices, list) and choices and isinstance(choices[0], dict):
                for instrument in ("bdt", "regsosek"):
                    self.define_list(f"{name}_{instrument}", [str(each.get(instrument, "")) for each in choices])

    def define_list(self, name: str, values: Sequence[str | None]) -> None:
        """Name a list of texts, for `item`."""
        self.engine.run(f"SET VARIABLE {name} = $values", {"values": list(values)})

    def show(self, name: str, columns: Columns) -> None:
        """Let statements read columns under a name, as small whole numbers where they fit."""
        self.engine.connection.register(name, {key: _small(values) for key, values in columns.items()})

    def hide(self, name: str) -> None:
        """Forget columns, so that their memory is free."""
        self.engine.connection.unregister(name)

    def write(self, path: Path, shape: Shape, source: str, *, delimiter: str = ",", titles: Sequence[str] = ()) -> None:
        """Write a CSV file.

        Parameters
        ----------
        path : Path
        shape : sequence of (header, expression)
        source : str
            What stands after FROM; its order is the order of the file.
        delimiter : str
        titles : sequence of str
            Lines above the header.
        """
        listed_columns = ", ".join(f'{sql} AS "{header}"' for header, sql in shape)
        body = path.with_name(f"{path.name}.part")
        self.engine.run(
            f"COPY (SELECT {listed_columns} FROM {source}) TO {literal(body)} "
            f"(FORMAT csv, HEADER, DELIMITER {literal(delimiter)})"
        )
        if not titles:
            body.replace(path)
            return
        with path.open("wb") as stream, body.open("rb") as rest:
            stream.write("".join(f"{title}\n" for title in titles).encode())
            shutil.copyfileobj(rest, stream)
        body.unlink()

    def close(self) -> None:
        """Free the memory."""
        self.engine.close()


def item(name: str, place: str) -> str:
    """The text at a place, counted from 0, in a named list."""
    return f"getvariable('{name}')[{place} + 1]"


def person_name(prefix: str = "name") -> str:
    """The expression for a name out of five words; missing where nothing is written."""
    words = "getvariable('words')"
    parts = [f"{words}[{prefix}{place} + 1]" for place in range(5)]
    return f"nullif(concat(concat_ws(' ', {', '.join(parts[:4])}), {parts[4]}), '')"


def three_words(prefix: str) -> str:
    """The expression for a name of three words, numbered from 1."""
    words = ", ".join(item("words", f"{prefix}{place}") for place in (1, 2, 3))
    return f"concat_ws(' ', {words})"


def digits(name: str) -> str:
    """The expression for a number with its length; missing where the length is 0."""
    return f"CASE WHEN {name}_length > 0 THEN lpad({name}::VARCHAR, {name}_length, '0') END"


def date(name: str, form: str) -> str:
    """The expression for a day since 1970, such as ``%d/%m/%Y``."""
    return f"strftime(DATE '1970-01-01' + {name}::INTEGER, '{form}')"


def _small(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.int64 and len(values) and values.min() > -(2**31) and values.max() < 2**31:
        return values.astype(np.int32)
    return np.ascontiguousarray(values)
