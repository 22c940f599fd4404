"""Figures anyone may read."""
