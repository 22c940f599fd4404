"""Stand-ins for servers that cannot be had on a test machine; each says what keeps it honest."""
