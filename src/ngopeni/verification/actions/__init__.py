"""What is written down at the counter: searches, visits, proposals."""
