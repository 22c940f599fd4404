"""The record as anyone may read and download it."""
