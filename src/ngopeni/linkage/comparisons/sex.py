"""Man or woman."""

from ngopeni.linkage.level import Comparison, Level, both, lacking

SEX = Comparison("sex", lacking("sex"), (Level("same", both("sex")), Level("other")))
