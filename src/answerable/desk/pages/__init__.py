"""Staff pages of the desk: one question, from triage to clearance."""
