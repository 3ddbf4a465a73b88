"""Poverty and deprivation per village, out of the registry in force."""
