"""What changed between two dates of one registry, row by row, and why."""
