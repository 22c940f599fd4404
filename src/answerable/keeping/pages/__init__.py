"""Pages of the records officer."""
