"""What can be decided about a draft by reading it: a small module for each kind of check; none knows a rule."""
