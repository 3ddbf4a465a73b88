"""What stands about one resident in the tables of a snapshot, in SQL; each statement stays within one village."""

from __future__ import annotations

from ngopeni.intake.household_need import YEARS
from ngopeni.kernel.literal import literals
from ngopeni.quality.identity_number import is_formed


def sql_for_resident() -> str:
    """One row: the person at ``$source_id`` and ``$row_number`` in ``$village_code``, with home and list."""
    here = f"SELECT *, COALESCE(age, {YEARS}) AS years FROM person WHERE village_code = $village_code"
    return (
        f"WITH here AS ({here}) SELECT here.record_key, here.household_key, here.source_id, here.row_number, "
        "here.profile, here.measured_on, here.full_name, here.nik, here.no_kk, here.sex, here.years, "
        "here.is_member, here.member_status, here.is_head, COALESCE(here.relation, here.family_relation) AS relation, "
        "household.address, household.hamlet, household.rt, household.rw, household.decile, household.member_count, "
        "COALESCE(head.full_name, household.head_name) AS head_name, registry.is_in_force, registry.instrument "
        "FROM here JOIN household ON household.household_key = here.household_key "
        "JOIN registry ON registry.profile = here.profile "
        "LEFT JOIN here AS head ON head.household_key = here.household_key AND head.is_head "
        "WHERE here.source_id = $source_id AND here.row_number = $row_number"
    )


def sql_for_place() -> str:
    """Source and row of ``$record_key`` in ``$village_code``."""
    return "SELECT source_id, row_number FROM person WHERE village_code = $village_code AND record_key = $record_key"


def sql_for_other_lists() -> str:
    """The other lists in which ``$nik`` stands in ``$village_code``."""
    return (
        "SELECT DISTINCT registry.profile, registry.measured_on, registry.is_in_force, person.is_member "
        "FROM person JOIN registry ON registry.profile = person.profile "
        f"WHERE person.village_code = $village_code AND person.nik = $nik AND {is_formed('person.nik')} "
        "AND person.profile <> $profile ORDER BY registry.is_in_force DESC, registry.measured_on DESC"
    )


def sql_for_aid() -> str:
    """Aid of the household of ``$household_key``, by NIK of its members or by family card; each programme once.

    A list of recipients names one person for a whole family; rows that it places in another village are left out.
    """
    members = (
        "SELECT CASE WHEN " + is_formed("nik") + " THEN nik END AS nik, "
        "CASE WHEN " + is_formed("no_kk") + " THEN no_kk END AS no_kk, record_key = $record_key AS is_self "
        "FROM person WHERE village_code = $village_code AND household_key = $household_key"
    )
    # Whoever is named by NIK is known; a card alone tells only the family.
    received = (
        "SELECT aid_receipt.programme, aid_receipt.period, aid_receipt.measured_on, member.is_self "
        "FROM aid_receipt JOIN member ON member.nik = aid_receipt.nik WHERE {here} "
        "UNION ALL SELECT aid_receipt.programme, aid_receipt.period, aid_receipt.measured_on, FALSE AS is_self "
        "FROM aid_receipt JOIN (SELECT DISTINCT no_kk FROM member WHERE no_kk IS NOT NULL) AS card "
        "ON card.no_kk = aid_receipt.no_kk WHERE {here}"
    ).format(here="(aid_receipt.village_code IS NULL OR aid_receipt.village_code = $village_code)")
    return (
        f"WITH member AS ({members}), received AS ({received}) "
        "SELECT programme, MAX(measured_on) AS told_on, MAX(period) AS last_period, BOOL_OR(is_self) AS is_self "
        "FROM received GROUP BY programme ORDER BY told_on DESC, programme"
    )


def sql_for_mendable(rules: list[str]) -> str:
    """Findings of those rules about ``$record_key`` or ``$household_key`` that nobody has waived by ``$today``."""
    waived = (
        "SELECT 1 FROM waiver WHERE waiver.rule_code = finding.rule_code AND waiver.subject_key = finding.subject_key "
        "AND waiver.fingerprint = finding.fingerprint "
        "AND (waiver.expires_on IS NULL OR waiver.expires_on >= CAST($today AS DATE))"
    )
    return (
        "SELECT DISTINCT rule_code FROM finding WHERE village_code = $village_code "
        f"AND subject_key IN ($record_key, $household_key) AND rule_code IN ({literals(rules)}) "
        f"AND NOT EXISTS ({waived}) ORDER BY rule_code"
    )
