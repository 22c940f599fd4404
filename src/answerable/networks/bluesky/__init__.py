"""Bluesky and every other server of the AT Protocol: one account, heard by asking and by the network's stream."""
