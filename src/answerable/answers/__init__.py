"""One answer, told to everyone who asked: plan, send, reconcile, correct."""
