"""The body's own page, where anyone asks without an account."""
