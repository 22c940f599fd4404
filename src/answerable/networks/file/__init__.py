"""Files of posts that staff bring in: CSV and JSON Lines."""
