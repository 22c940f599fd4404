"""What a post is, beside a question: danger, grief, a request with a clock of its own, abuse, a false claim."""
