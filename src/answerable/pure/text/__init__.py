"""Reading a text: what it says, how long it is, what in it is private."""
