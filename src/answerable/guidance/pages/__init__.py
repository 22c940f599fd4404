"""Staff pages about the rules."""
