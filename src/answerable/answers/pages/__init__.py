"""Staff pages about telling."""
