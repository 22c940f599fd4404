"""Where people meet us, as anyone may know it."""
