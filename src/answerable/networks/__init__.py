"""The kinds of network we read and write, one folder each, behind one contract; nothing here knows Django."""
