"""Stand-ins for services that nobody can run at home, each kept honest by the service's own published client."""
