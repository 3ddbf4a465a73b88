"""Red, yellow, green, and why: dated rules, explained colours, objections, approved versions."""
