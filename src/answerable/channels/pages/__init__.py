"""Staff pages about channels."""
