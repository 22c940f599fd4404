"""The tests; `python -m tests.everything` runs all of them."""
