"""How files that people send are taken in: in memory, never to a folder of the machine, and no more than a limit."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MAKS_BYTE = 20 * 1024 * 1024  # the most that one request may hold; a form may ask for less


class Minneopplasting(FileUploadHandler):
    """Hold the files of a request in memory. Of one that is too large its size alone is kept, for the form to say.

    Django's own would lay a larger one in the machine's temporary folder: a paper of a family, outside the wall.
    """

    held = 0  # of the whole request: many files are no way round the limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.held += len(raw_data)
        if self.held <= MAKS_BYTE:
            self.buffer.write(raw_data)
        else:
            self.buffer = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )
