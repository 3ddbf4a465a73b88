"""Waves, proposals, assignments, the frozen evaluation design; and decrees with their teams."""

from ngopeni.assignment.models.assignment import Assignment, EvaluationDesign
from ngopeni.assignment.models.decree import Decree, DecreeStep, TeamMember
from ngopeni.assignment.models.wave import Remark, Ruling, Wave, WaveProposal, WaveVillage

__all__ = [
    "Assignment",
    "Decree",
    "DecreeStep",
    "EvaluationDesign",
    "Remark",
    "Ruling",
    "TeamMember",
    "Wave",
    "WaveProposal",
    "WaveVillage",
]
