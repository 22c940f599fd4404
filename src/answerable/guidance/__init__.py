"""What we hold ourselves to: the rules as data, in editions."""
