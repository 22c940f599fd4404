"""The public record's mathematics and formats: whoever verifies needs nothing but Python's standard library."""
