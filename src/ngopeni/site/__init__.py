"""Settings, root addresses, base templates, and the table of job names to functions."""
