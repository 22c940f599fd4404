"""The practice network: a small social network of our own, for training, for the demonstration and for the tests."""
