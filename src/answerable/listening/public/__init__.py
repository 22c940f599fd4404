"""Pages where anyone may ask, without signing in."""
