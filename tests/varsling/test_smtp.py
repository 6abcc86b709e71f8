"""The mail over real SMTP on the loopback: one line for a whole run, and a server that hangs up between two mails."""

import socketserver
import threading
from contextlib import contextmanager

import pytest

from bti.varsling import jobb
from bti.varsling.models import Utboks
from tests.varsling.hjelp import rows, tell


class Postvesen(socketserver.StreamRequestHandler):
    """As little of RFC 5321 as smtplib needs."""

    def handle(self) -> None:
        server = self.server
        server.lines += 1
        self.say("220 prøve")
        on_this_line = 0
        while word := self.rfile.readline().decode().strip():
            if word.upper().startswith("DATA"):
                self.say("354 go on")
                brev = b"".join(iter(self.rfile.readline, b".\r\n"))
                if server.answer.startswith("250"):
                    server.brev.append(brev.decode())
                    on_this_line += 1
                self.say(server.answer)
                if on_this_line == server.per_line:
                    return
            else:
                self.say("221 bye" if word.upper() == "QUIT" else "250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def postvesen(*, per_line: int = 1000, answer: str = "250 taken"):
    with Server(("127.0.0.1", 0), Postvesen) as server:
        server.brev, server.lines, server.per_line, server.answer = [], 0, per_line, answer
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def use(settings):
    def point_at(port: int) -> None:
        options = {"host": "127.0.0.1", "port": port, "timeout": 5}
        settings.MAILERS = {
            "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        }

    return point_at


def test_one_line_for_several_mails(verden, use):
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    with postvesen() as server:
        use(server.server_address[1])
        jobb.empty_utboks()

    assert (server.lines, len(server.brev)) == (1, 2)
    assert all("Du har noe nytt i Solvik kommune" in brev for brev in server.brev)
    assert not any("Nora" in brev for brev in server.brev)


def test_a_server_that_hangs_up_after_each_mail_gets_a_new_line(verden, use):
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    with postvesen(per_line=1) as server:
        use(server.server_address[1])
        jobb.empty_utboks()

    assert len(server.brev) == 2
    assert [rad.status for rad in rows(Utboks)] == ["sendt", "sendt"]


def test_put_off_now_and_taken_later(verden, use):
    tell(verden.sak, verden.jonas, verden.kari)
    with postvesen(answer="451 greylisted") as server:
        use(server.server_address[1])
        jobb.empty_utboks()

    assert [rad.status for rad in rows(Utboks)] == ["epost"]


def test_nobody_there(verden, use):
    tell(verden.sak, verden.jonas, verden.kari)
    with postvesen() as server:
        port = server.server_address[1]
    use(port)
    jobb.empty_utboks()

    assert [(rad.status, rad.forsoek) for rad in rows(Utboks)] == [("epost", 0)]
