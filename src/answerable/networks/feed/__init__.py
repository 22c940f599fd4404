"""Feeds as a kind: RSS, Atom and JSON Feed are read; nothing is told there."""
