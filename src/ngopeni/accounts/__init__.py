"""People, roles, permissions, and the log of what they did."""
