"""What can be decided about a draft by reading it: one small module for each kind of check, none of which knows a rule."""
