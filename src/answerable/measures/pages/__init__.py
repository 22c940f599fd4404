"""Staff pages of figures."""
