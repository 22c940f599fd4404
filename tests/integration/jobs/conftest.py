"""Pages find their styles by plain names."""

from tests.integration.factories import plain_static  # noqa: F401  a fixture
