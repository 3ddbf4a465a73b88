"""The match as arithmetic: points, rules, proven optimum, reasons. No database, no clock."""
