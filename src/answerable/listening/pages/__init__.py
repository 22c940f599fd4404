"""Staff pages about what was heard."""
