"""What many posts ask: grouping posts under one question, merging and splitting questions."""
