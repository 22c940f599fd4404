"""Networks whose door is closed to programs: a person brings posts in, and posts the answers there."""
