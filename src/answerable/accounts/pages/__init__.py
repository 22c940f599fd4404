"""Staff pages of the accounts; each one asks who is there first."""
