"""Pages for somebody who has no account yet."""
