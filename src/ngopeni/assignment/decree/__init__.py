"""The decree: facts in, an official paper out."""
