"""A mail folder for the process tests: one file per mail, and slow, so that a kill can hit in the middle."""

import os
import time
from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend


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
