"""Who is the same person: within a list, from date to date, and in the civil registry."""
