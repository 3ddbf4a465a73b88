"""Waivers held against findings: a waived finding is still found, and counted apart."""

from __future__ import annotations

from collections.abc import Sequence

from ngopeni.kernel.snapshot import Row, Snapshot

# What names a finding as it was waived; as long as all three are the same, the waiver holds.
KEY = "finding.rule_code || '|' || finding.subject_key || '|' || finding.fingerprint"
IS_WAIVED = f"list_contains($waived, {KEY})"


def waiver_key(rule_code: str, subject_key: str, fingerprint: str) -> str:
    """A waiver in one text, as `KEY` is of a finding."""
    return f"{rule_code}|{subject_key}|{fingerprint}"


def key_of(finding: Row) -> str:
    """The key that a waiver of this finding would have."""
    return waiver_key(finding["rule_code"], finding["subject_key"], finding["fingerprint"])


def sql_for_waived_finding() -> str:
    """``waived_finding``: the findings of a snapshot that a waiver answers."""
    return (
        "SELECT rule_code, COALESCE(village_code, '') AS village_code, source_id, subject_key, fingerprint "
        f"FROM finding WHERE list_contains($rule_codes, rule_code) AND {KEY} IN (SELECT UNNEST($waived))"
    )


def waived_findings(snapshot: Snapshot, waived: Sequence[str]) -> list[Row]:
    """The findings of a snapshot that some waivers answer.

    Parameters
    ----------
    snapshot : Snapshot
    waived : sequence of str
        Keys of waivers in force.

    Returns
    -------
    list of dict
        ``rule_code, village_code, source_id, subject_key, fingerprint``.
    """
    if not waived:
        return []
    rule_codes = sorted({key.split("|", 1)[0] for key in waived})
    return snapshot.query(sql_for_waived_finding(), "finding", waived=list(waived), rule_codes=rule_codes)


def sql_for_standing() -> str:
    """``standing``: what is found now of the rules and subjects that waivers speak of."""
    return (
        "SELECT rule_code, subject_key, fingerprint FROM finding "
        "WHERE finding.rule_code || '|' || finding.subject_key IN (SELECT UNNEST($subjects))"
    )


def standing_fingerprints(snapshot: Snapshot, subjects: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The fingerprint of each finding there is, by rule and subject, out of those asked for."""
    if not subjects:
        return {}
    rows = snapshot.query(sql_for_standing(), "finding", subjects=["|".join(each) for each in subjects])
    return {(row["rule_code"], row["subject_key"]): row["fingerprint"] for row in rows}
