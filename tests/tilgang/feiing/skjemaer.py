"""The forms of a page as a browser would send them: each field as it stands, what is empty filled with something."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

from django.utils import timezone

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What has no row of a case behind it, ends the session, or keeps what is being written (a test of its own).
IKKE_SENDES = (
    "/logg-inn/", "/komponenter/", "/logg-ut/", "/spraak/", "/okt/forleng/", "/kladd/", "/saker/sok/",
)  # fmt: skip
FRAM = {"evalueres": 40, "til": 60, "dato": 10, "gyldig_til": 60}  # days; other dates are of today


@dataclass
class Skjema:
    """Where it is sent, what stands in it, and what each field could hold."""

    adresse: str
    felter: dict[str, list[str]] = field(default_factory=dict)
    valg: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.felter.setdefault(name, []).append(value)

    def choose_something(self) -> None:
        """A question with choices that nobody has answered gets its first one."""
        for name, valg in self.valg.items():
            self.felter.setdefault(name, []).extend([] if self.felter.get(name) else valg[:1])

    def with_ids(self) -> list[str]:
        """Return the fields that name a row."""
        return [n for n, v in (self.felter | self.valg).items() if any(UUID.fullmatch(one) for one in v)]


class Leser(HTMLParser):
    """Collects the forms that are posted."""

    def __init__(self, her: str) -> None:
        super().__init__()
        self.her = her
        self.skjemaer: list[Skjema] = []
        self.skjema: Skjema | None = None
        self.velger = self.omraade = ""
        self.tekst: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.skjema = Skjema(have.get("action") or self.her) if have.get("method") == "post" else None
        elif self.skjema and (tag in {"input", "select", "textarea", "button", "option"}):
            getattr(self, f"_{tag}")(self.skjema, have)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.skjema:
            self.skjema.choose_something()
            self.skjemaer.append(self.skjema)
            self.skjema = None
        elif tag == "textarea" and self.skjema and self.omraade:
            self.skjema.add(self.omraade, "".join(self.tekst).strip() or "Noe vi har snakket om.")
            self.omraade = ""

    def handle_data(self, data: str) -> None:
        if self.omraade:
            self.tekst.append(data)

    def _input(self, skjema: Skjema, have: dict[str, str]) -> None:
        name, kind, value = have.get("name", ""), have.get("type", "text"), have.get("value", "")
        if not name or name == "csrfmiddlewaretoken":
            return
        if kind in {"radio", "checkbox"}:
            skjema.valg.setdefault(name, []).append(value or "on")
            if "checked" in have:
                skjema.add(name, value or "on")
        elif kind in {"hidden", "submit"}:
            skjema.add(name, value)
        else:
            skjema.add(name, value or _something(name, kind))

    def _textarea(self, skjema: Skjema, have: dict[str, str]) -> None:
        self.omraade, self.tekst = have.get("name", ""), []

    def _select(self, skjema: Skjema, have: dict[str, str]) -> None:
        self.velger = have.get("name", "")
        skjema.valg.setdefault(self.velger, [])

    def _option(self, skjema: Skjema, have: dict[str, str]) -> None:
        if have.get("value") and self.velger in skjema.valg:
            skjema.valg[self.velger].append(have["value"])
            if "selected" in have:
                skjema.felter[self.velger] = [have["value"]]

    def _button(self, skjema: Skjema, have: dict[str, str]) -> None:
        if (
            have.get("name")
            and have["name"] not in skjema.felter
            and have["name"] not in {"utkast", "behold"}
        ):
            skjema.felter[have["name"]] = [have.get("value", "")]


def _something(name: str, kind: str) -> str:
    """Return what a field of this kind would take."""
    dag = timezone.localdate() + timedelta(days=FRAM.get(name.split("-")[-1], 0))
    return {"date": dag.isoformat(), "time": "12:00", "email": "en@stafett.invalid", "number": "1"}.get(
        kind, dag.strftime("%d.%m.%Y") if "dato" in name or name in FRAM else "Noe kort"
    )


def read_skjemaer(html: str, her: str) -> list[Skjema]:
    """Return the forms of a page that are posted, and of which something is written."""
    leser = Leser(her)
    leser.feed(html)
    return [skjema for skjema in leser.skjemaer if not skjema.adresse.startswith(IKKE_SENDES)]
