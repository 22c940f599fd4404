"""Static files under names made from their content, whose addresses are worked out once."""

from functools import cached_property
from typing import cast

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's own, but each address is remembered: the list of names is read once, and a page has eight of them."""

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002  as Django calls it
        """The address of a file; raises ValueError for one that was not collected."""
        if force or name is None:
            return cast("str", super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
