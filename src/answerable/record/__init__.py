"""The public record: entries that anyone can check and that expose no one."""
