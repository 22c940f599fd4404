"""Grouping and matching the posts of a file, without a database and without a server."""
