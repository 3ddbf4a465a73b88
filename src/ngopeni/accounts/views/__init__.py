"""Pages of accounts: signing in, second factor, people, rights, the log."""
