"""Institutions of a regency that are known from public sources; without capacities, which nobody publishes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.partners.kind import Kind

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "institutions"


@dataclass(frozen=True)
class KnownInstitution:
    """An institution as public sources name it.

    Parameters
    ----------
    code, name, short_name : str
    kind : Kind
    subject : str
        Of an agency, see `mandates.subjects`.
    parent : str
        Code of the institution that it belongs to; may be empty.
    district_code : str
        Empty where no source says it.
    expertise : tuple of str
        Needs that a partner can help with.
    note, status, source : str
    """

    code: str
    name: str
    short_name: str
    kind: Kind
    subject: str = ""
    parent: str = ""
    district_code: str = ""
    expertise: tuple[str, ...] = ()
    note: str = ""
    status: str = "general_knowledge"
    source: str = ""


def known_institutions(regency_code: str) -> list[KnownInstitution]:
    """What is known of a regency; parents come before their sub-units.

    Examples
    --------
    >>> sum(each.kind == "agency" and not each.parent for each in known_institutions("33.16"))
    43
    >>> known_institutions("33.19")
    []
    """
    path = FOLDER / f"{regency_code}.yaml"
    if not path.exists():
        return []
    listed = read_yaml(path)["institutions"]
    return [
        KnownInstitution(**{**each, "kind": Kind(each["kind"]), "expertise": tuple(each.get("expertise", ()))})
        for each in listed
    ]
