"""What is wrong with the records: rules as data with their evidence, findings, waivers."""
