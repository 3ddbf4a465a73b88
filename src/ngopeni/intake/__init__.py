"""Files of others become typed tables, and no row is lost on the way."""
