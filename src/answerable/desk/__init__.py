"""Where people decide and write: triage, assign, draft, check, clear."""
