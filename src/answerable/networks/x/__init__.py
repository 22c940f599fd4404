"""X by its interface (API v2): experimental, because it could not be tried on the network itself."""
