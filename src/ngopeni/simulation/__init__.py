"""Invented figures for the demonstration and for tests. Everything made here is marked as simulated."""
