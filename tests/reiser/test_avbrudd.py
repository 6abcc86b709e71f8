"""What goes wrong in the middle: the session ends, the mouse is missing, the queue is away. No text is lost."""

from collections.abc import Callable

from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk

NYSS_FORTALT = (
    "SELECT 1 FROM varsling_varsel WHERE slag = 'melding' AND told_at > now() - interval '2 minutes'"
)
SETT = "Gråt da matboka skulle fram, og ville ikke si hvorfor."


def test_a_session_that_ended_while_writing(person: Callable[..., Person], stakk: Stakk) -> None:
    """The text that was sent too late is in the form after logging in."""
    jonas = person("Jonas Berge").log_in().press("Meld undring")
    assert stakk.execute("DELETE FROM django_session") >= 1
    jonas.fill("Hva har du sett eller hørt?", SETT).choose("Jeg er bekymret")
    jonas.press("Lagre undringen").expect("teksten din er tatt vare på")
    jonas.log_in().expect("Teksten er hentet fram igjen.").expect_not("Teksten du skrev, er her fortsatt.")
    assert jonas.value("Hva har du sett eller hørt?") == SETT
    jonas.press("Lagre undringen").expect(SETT, "Bare du ser den.")
    assert len(stakk.query("SELECT 1 FROM bti_undring WHERE observert = %s", SETT)) == 1


def test_a_draft_on_its_way_when_the_form_is_sent(person: Callable[..., Person]) -> None:
    """It is called off: where the session has ended, its late answer would log out whoever has logged in meanwhile."""
    jonas = person("Jonas Berge").log_in().press("Meld undring")
    page, called_off, sent = jonas.page, [], []
    page.route("**/kladd/", lambda route: None)  # no answer yet
    page.route("**/undring/ny/", lambda route: sent.append(route))
    page.on("requestfailed", lambda request: called_off.append(request.url))
    with page.expect_request("**/kladd/") as draft:
        jonas.fill("Hva har du sett eller hørt?", SETT).choose("Jeg er bekymret")
    jonas.find("Lagre undringen").click(no_wait_after=True)
    while not sent:
        page.wait_for_timeout(10)
    assert called_off == [draft.value.url]
    with page.expect_navigation():
        sent[0].continue_()
    jonas.expect(SETT, "Bare du ser den.")


def test_a_double_click_sends_once(person: Callable[..., Person]) -> None:
    """The second of two clicks would find done what the first has done, and get a page that says «not found»."""
    jonas, sent = person("Jonas Berge").log_in().press("Meld undring"), []
    jonas.fill("Hva har du sett eller hørt?", SETT).choose("Jeg er bekymret").expect_saved()
    jonas.page.route("**/undring/ny/", lambda route: sent.append(route))
    knapp = jonas.find("Lagre undringen")
    knapp.scroll_into_view_if_needed()
    box = knapp.bounding_box()
    for _click in range(2):
        jonas.page.mouse.click(box["x"] + 5, box["y"] + 5)
        jonas.page.wait_for_timeout(100)
    assert len(sent) == 1
    with jonas.page.expect_navigation():
        sent[0].continue_()
    jonas.expect(SETT, "Bare du ser den.")


def test_a_browser_that_lost_every_cookie_while_writing(person: Callable[..., Person]) -> None:
    """No session and no CSRF cookie either: the text still waits for the login."""
    jonas = person("Jonas Berge").log_in().press("Meld undring")
    jonas.fill("Hva har du sett eller hørt?", SETT).choose("Jeg er bekymret")
    jonas.page.context.clear_cookies()
    jonas.press("Lagre undringen").expect("teksten din er tatt vare på")
    jonas.log_in().expect("Teksten er hentet fram igjen.")
    assert jonas.value("Hva har du sett eller hørt?") == SETT


def test_somebody_else_does_not_get_the_text(person: Callable[..., Person], stakk: Stakk) -> None:
    """A shared machine: the one who logs in next does not see what the other wrote."""
    jonas = person("Jonas Berge").log_in().press("Meld undring")
    stakk.execute("DELETE FROM django_session")
    jonas.fill("Hva har du sett eller hørt?", SETT).choose("Jeg er bekymret").press("Lagre undringen")
    jonas.navn = "Erik Moen"
    jonas.log_in().expect_not(SETT).open("/undring/ny/").expect_not(SETT)


def test_back_to_a_form_with_errors(person: Callable[..., Person]) -> None:
    """The browser keeps no page of ours: Back asks for the form, not for the POST again, and the text is in it."""
    jonas = person("Jonas Berge").log_in().press("Meld undring")
    jonas.fill("Hva har du sett eller hørt?", SETT).press("Lagre undringen", status=422)
    jonas.press("Veileder", within="header")
    answer = jonas.page.go_back()
    assert answer.status == 200
    assert answer.request.method == "GET"
    assert jonas.value("Hva har du sett eller hørt?") == SETT
    jonas.choose("Jeg er bekymret").press("Lagre undringen").expect(SETT, "Bare du ser den.")


def test_a_worry_by_keyboard_alone(person: Callable[..., Person]) -> None:
    """Tab, type, arrow and Enter, and the focus is always on something one can see."""
    jonas = person("Jonas Berge").log_in()
    jonas.tab_to("Meld undring").enter()
    jonas.tab_to("Hva har du sett eller hørt?").page.keyboard.insert_text(SETT)
    jonas.tab_to("Jeg undrer meg").page.keyboard.press("Space")
    jonas.tab_to("Lagre undringen").enter()
    jonas.expect(SETT, "Bare du ser den.")


def test_consent_by_keyboard_alone(person: Callable[..., Person], stakk: Stakk) -> None:
    """A parent reads and answers without a mouse."""
    siri = person("Siri Holm").log_in().press("Ola Strand").press("Be om samtykke")
    siri.select("Hvem trenger dere hjelp fra?", "NAV Solvik")
    siri.fill("Hvorfor spør dere?", "Vi vil ha råd om bolig.").choose("bolig og økonomi")
    siri.choose("Ja, barnet har sagt hva det mener").press("Send spørsmålet")
    pia = person("Pia Strand", bredde=TELEFON).log_in()
    pia.tab_to("Les og svar").enter()
    pia.tab_to("Ja, jeg samtykker").enter()
    pia.expect("Takk.", "NAV Solvik")
    rows = stakk.query("SELECT temaer FROM samtykke_samtykke ORDER BY granted_at DESC LIMIT 1")
    assert rows[0]["temaer"] == ["oekonomi"]


def test_valkey_that_is_down_never_breaks_a_page(person: Callable[..., Person], stakk: Stakk) -> None:
    """What is written is saved; what should be told is told when the queue is back."""
    siri = person("Siri Holm").log_in().press("Ola Strand")
    stakk.valkey.stop()
    try:
        siri.press("Les og skriv meldinger").fill("Skriv melding", "Vi ses på tirsdag.").press("Send melding")
        siri.expect("Vi ses på tirsdag.")
        assert not stakk.query(NYSS_FORTALT)
    finally:
        stakk.valkey.start()
    stakk.wait_for(NYSS_FORTALT, seconds=40)
