"""What citizens say: collecting it, storing it once, letting it be searched, forgetting it."""
