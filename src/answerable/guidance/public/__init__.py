"""The rules as anyone may read them."""
