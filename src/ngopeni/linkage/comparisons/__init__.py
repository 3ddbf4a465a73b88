"""The kinds of evidence, in the order in which they are told."""

from ngopeni.linkage.comparisons.birth import BIRTH
from ngopeni.linkage.comparisons.family import FAMILY
from ngopeni.linkage.comparisons.name import NAME
from ngopeni.linkage.comparisons.nik import NIK
from ngopeni.linkage.comparisons.sex import SEX
from ngopeni.linkage.level import Comparison

COMPARISONS: tuple[Comparison, ...] = (NIK, NAME, BIRTH, SEX, FAMILY)
