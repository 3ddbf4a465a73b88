"""What every stage stands on. No word of the domain lives here."""
