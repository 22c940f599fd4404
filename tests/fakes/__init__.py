"""Stand-ins for servers that nobody can install here, kept to what their documents say."""
