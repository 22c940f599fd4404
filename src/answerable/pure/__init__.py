"""Decisions as plain functions over plain values: no Django, no input or output, no clock, no chance of its own."""
