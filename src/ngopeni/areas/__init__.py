"""Codes, names and places of provinces, regencies, districts and villages; boundaries; maps as shapes."""
