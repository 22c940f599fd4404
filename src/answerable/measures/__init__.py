"""How we are doing: figures read from all areas, in which every count adds up."""
