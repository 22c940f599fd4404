"""What anyone may read about questions and answers."""
