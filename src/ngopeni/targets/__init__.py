"""Official poverty against the path that the regency set itself."""
