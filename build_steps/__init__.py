"""The steps of the build, each idempotent: `make(root)`."""
