"""Staff pages about questions: the inbox and how posts are grouped."""
