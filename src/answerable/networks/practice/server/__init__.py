"""The practice network itself: an HTTP server on loopback with invented people, their posts, and faults on purpose."""
