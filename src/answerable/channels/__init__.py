"""Where we are present: opening a channel, keeping it, closing it, and its credentials."""
