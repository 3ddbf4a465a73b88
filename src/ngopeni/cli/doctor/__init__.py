"""Checks of a workspace and of the machine under it. Each looks and says; none but `modes.mend` changes anything."""
