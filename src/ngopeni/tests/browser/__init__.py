"""The loop in a real browser, against the real server."""
