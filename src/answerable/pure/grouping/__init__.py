"""Which posts ask the same: vectors, placing, refining, topics, and why. Nothing here is told to anyone by itself."""
