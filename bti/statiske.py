"""Where static files are found: whitenoise's manifest, asked once a file."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statiske(CompressedManifestStaticFilesStorage):
    """A page names some six files, and each answer stands as long as the process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kjente: dict[str | None, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address with the hash of the content in it."""
        if name not in self.kjente:
            self.kjente[name] = super().url(name, force)
        return self.kjente[name]
