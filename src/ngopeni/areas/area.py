"""What a province, a regency, a district and a village are."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Province:
    """A province, such as ``33`` Jawa Tengah."""

    province_code: str
    province_name: str


@dataclass(frozen=True, slots=True)
class Regency:
    """A kabupaten or kota, such as ``33.16`` Blora."""

    regency_code: str
    regency_name: str
    regency_type: str
    province_code: str

    @property
    def title(self) -> str:
        """The full name.

        Examples
        --------
        >>> Regency("33.16", "Blora", "kabupaten", "33").title
        'Kabupaten Blora'
        """
        # The regencies of Jakarta have no own government, and their names say so.
        administrative = "Administrasi " if self.province_code == "31" else ""
        return f"{self.regency_type.capitalize()} {administrative}{self.regency_name}"


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan, such as ``33.16.09`` Blora."""

    district_code: str
    district_name: str
    regency_code: str


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan; the centroid in degrees (WGS84), None where no source has it."""

    village_code: str
    village_name: str
    village_type: str
    district_code: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Areas:
    """One regency with its districts and villages, each sorted by code.

    Attributes
    ----------
    province, regency, districts, villages
    bps_codes : dict
        Village code of Kemendagri by village code of BPS, as far as known.
    """

    province: Province
    regency: Regency
    districts: list[District]
    villages: list[Village]
    bps_codes: dict[str, str] = field(default_factory=dict)
