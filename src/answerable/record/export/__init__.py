"""The record in forms to take away."""
