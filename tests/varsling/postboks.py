"""Where the tests of mail deliver: a slow folder for the process tests, and an office that answers as it is told."""

import os
import time
from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as Minne


class Postboks(BaseEmailBackend):
    """Writes to STAFETT_EPOSTMAPPE. A file that is there is a mail that was delivered."""

    def open(self) -> bool:
        if (Path(os.environ["STAFETT_EPOSTMAPPE"]) / "stengt").exists():
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages) -> int:
        folder = Path(os.environ["STAFETT_EPOSTMAPPE"])
        pause = float(os.environ.get("STAFETT_TREG_POST", "0"))
        for message in messages:
            time.sleep(pause)
            draft = folder / f"{uuid4()}.halvferdig"
            draft.write_bytes(message.message().as_bytes())
            draft.rename(draft.with_suffix(".eml"))
            time.sleep(pause)
        return len(messages)


class Postkontor(Minne):
    """A mail server of our own that answers as the test has told it to, each answer once."""

    opening: list[Exception] = []
    answers: list[Exception] = []

    def open(self) -> bool:
        if self.opening:
            raise self.opening.pop(0)
        return True

    def send_messages(self, messages) -> int:
        if self.answers:
            raise self.answers.pop(0)
        return super().send_messages(messages)
