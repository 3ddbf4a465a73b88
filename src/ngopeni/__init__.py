"""Ngopeni: the working system of a regency's poverty-reduction team."""
