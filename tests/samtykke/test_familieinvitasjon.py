"""Whom the family wants with them: asked for, agreed to by all, registered, and out when one yes is taken back."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bti.models import Familierelasjon
from bti.revisjon.models import Hendelse
from bti.tilgang import familieinvitasjon
from bti.tilgang.aktoer import acting_as
from bti.tilgang.deltakelse import confirm_relasjon, register_relasjon
from bti.varsling.models import Slag
from samtykke.models import Familieinvitasjon, Invitasjonssvar
from samtykke.queries import givere_in
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import sees_case, told

pytestmark = pytest.mark.django_db

FARMOR = {"navn": "Prøve Farmor", "relasjonstype": "besteforelder", "hvorfor": "Nora er der hver onsdag."}
NUMMER = "11829030189"


def side(name: str, verden) -> str:
    return reverse(name, args=[verden.nora_sak.pk])


def invite(client, verden, **changes):
    """Kari asks, through the page."""
    client.force_login(verden.kari)
    url = side("familie:invitasjon-new", verden)
    token = client.get(url).context["form"].initial["skjema_token"]
    return client.post(url, {**FARMOR, **changes, "skjema_token": token}, follow=True)


def the_one() -> Familieinvitasjon:
    with as_owner():
        return Familieinvitasjon.objects.get()


def answer(client, verden, hvem, svar: str):
    client.force_login(hvem)
    data = {"invitasjon": str(the_one().pk), "svar": svar}
    return client.post(side("familie:invitasjoner", verden), data, follow=True)


def take_back(client, verden, hvem):
    client.force_login(hvem)
    data = {"invitasjon": str(the_one().pk)}
    return client.post(side("familie:invitasjon-trekk", verden), data, follow=True)


def register(verden, **changes) -> UUID:
    """The stafettholder registers the stranger as a grandparent, and lets them in."""
    felter = {
        "relasjon_id": uuid4(),
        "sak_id": verden.nora_sak.pk,
        "bruker_id": verden.fremmed.pk,
        "relasjon": "besteforelder",
        "har_foreldreansvar": False,
        "barnet_bor_her": None,
        "har_registeret_sagt_det": False,
        "inviter": True,
        "by": verden.jonas.pk,
    }
    felter |= changes
    with acting_as(verden.jonas.pk):
        register_relasjon(**felter)
    return felter["relasjon_id"]


def let_in(verden) -> None:
    """Registered, tied to the invitation, and confirmed by a leader."""
    relasjon_id = register(verden)
    with acting_as(verden.jonas.pk):
        familieinvitasjon.knytt(the_one().pk, bruker_id=verden.fremmed.pk)
    with acting_as(verden.siri.pk):
        confirm_relasjon(relasjon_id)


@pytest.fixture
def farmor(client, verden):
    """Invited by Kari, agreed to by Tom, registered and confirmed."""
    invite(client, verden)
    answer(client, verden, verden.tom, "ja")
    let_in(verden)
    return verden.fremmed


class TestAsking:
    def test_the_others_are_asked_and_nobody_is_let_in(self, client, verden):
        html = invite(client, verden).content.decode()
        assert "Prøve Farmor" in html
        assert "Ikke alle har sagt ja" in html
        assert told(Slag.INVITASJON_SPURT) == {verden.tom.pk}
        assert told(Slag.INVITASJON_KLAR) == set()

    def test_a_double_click_asks_once(self, client, verden):
        client.force_login(verden.kari)
        url = side("familie:invitasjon-new", verden)
        token = client.get(url).context["form"].initial["skjema_token"]
        for _ in range(2):
            assert client.post(url, {**FARMOR, "skjema_token": token}).status_code == 302
        assert the_one().navn_oppgitt == "Prøve Farmor"
        again = client.post(url, {**FARMOR, "navn": "En annen", "skjema_token": token})
        assert again.status_code == 422
        assert the_one().navn_oppgitt == "Prøve Farmor"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"navn": ""}, "Skriv hva personen heter."),
            ({"hvorfor": " "}, "Skriv kort hvorfor."),
            ({"relasjonstype": "mor"}, "Velg hvem personen er for barnet."),
            ({"navn": "x" * 121}, "Skriv kortere: høyst 120 tegn."),
        ],
    )
    def test_what_is_missing_is_named(self, client, verden, changes, says):
        response = invite(client, verden, **changes)
        assert response.status_code == 422
        assert says in response.content.decode()
        with as_owner():
            assert not Familieinvitasjon.objects.exists()

    def test_the_database_takes_no_parent_and_no_stranger(self, verden):
        om = {"invitasjon_id": uuid4(), "sak_id": verden.nora_sak.pk,
              "navn": "A", "hvorfor": "B"}  # fmt: skip
        with acting_as(verden.kari.pk), pytest.raises(PermissionDenied):
            familieinvitasjon.inviter(relasjonstype="far", **om)
        for hvem in (verden.jonas, verden.amina, verden.pia, verden.fremmed):
            with acting_as(hvem.pk), pytest.raises(PermissionDenied):
                familieinvitasjon.inviter(relasjonstype="partner", **om)

    def test_a_parent_without_parental_responsibility_does_not_ask(self, client, verden):
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(har_foreldreansvar=False)
        client.force_login(verden.tom)
        response = client.get(side("familie:invitasjon-new", verden), follow=True)
        assert "Bare de som må si ja, kan be om å få med noen." in response.content.decode()

    def test_nor_when_one_of_those_who_must_answer_is_nobody_yet(self, verden):
        """A young person without a login is a giver that nobody is (NULL): it makes nobody else one of them."""
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(har_foreldreansvar=False)
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="samtykke_egen_alder", verdi=3)
        with acting_as(verden.tom.pk), pytest.raises(PermissionDenied):
            familieinvitasjon.inviter(
                invitasjon_id=uuid4(),
                sak_id=verden.nora_sak.pk,
                relasjonstype="partner",
                navn="A",
                hvorfor="B",
            )


class TestAnswering:
    def test_the_last_yes_tells_the_stafettholder(self, client, verden):
        invite(client, verden)
        html = answer(client, verden, verden.tom, "ja").content.decode()
        assert "Alle har sagt ja" in html
        assert told(Slag.INVITASJON_KLAR) == {verden.jonas.pk}
        client.force_login(verden.jonas)
        html = client.get(side("bti:sak-deltakere", verden)).content.decode()
        assert "Familien vil ha med Prøve Farmor, besteforelder" in html

    def test_a_no_is_told_to_nobody(self, client, verden):
        """Not to who asked, not to the stafettholder, and the record says only that there was an answer."""
        invite(client, verden)
        html = answer(client, verden, verden.tom, "nei").content.decode()
        assert "Du har sagt nei." in html
        client.force_login(verden.kari)
        waiting = client.get(side("familie:invitasjoner", verden)).content.decode()
        assert "Ikke alle har sagt ja" in waiting
        assert "sagt nei." not in waiting
        client.force_login(verden.jonas)
        assert "Prøve Farmor" not in client.get(side("bti:sak-deltakere", verden)).content.decode()
        with as_owner():
            hendelse = Hendelse.objects.get(handling="familieinvitasjon.svart")
            assert set(hendelse.detaljer) == {"invitasjon"}
        assert told(Slag.INVITASJON_KLAR) == set()

    def test_a_no_can_become_a_yes_and_both_are_kept(self, client, verden):
        invite(client, verden)
        for svar in ("nei", "nei", "ja", "ja"):
            answer(client, verden, verden.tom, svar)
        with as_owner():
            rows = Invitasjonssvar.objects.filter(giver=verden.tom).order_by("answered_at", "-ja")
            assert sorted((rad.ja, rad.withdrawn_at is None) for rad in rows) == [
                (False, False),
                (True, True),
            ]

    def test_yes_and_no_have_the_same_weight(self, client, verden):
        invite(client, verden)
        client.force_login(verden.tom)
        html = client.get(side("familie:invitasjoner", verden)).content.decode()
        assert html.count('name="svar" value="ja" data-variant="secondary"') == 1
        assert html.count('name="svar" value="nei" data-variant="secondary"') == 1

    def test_an_answer_to_what_was_taken_back_is_not_lost_in_silence(self, client, verden):
        invite(client, verden)
        take_back(client, verden, verden.kari)
        html = answer(client, verden, verden.tom, "ja").content.decode()
        assert "Svaret ble ikke lagret. Forespørselen er tatt bort." in html
        with acting_as(verden.tom.pk):
            assert familieinvitasjon.svar(the_one().pk, ja=True) == familieinvitasjon.AVSLUTTET

    def test_nobody_answers_for_another(self, client, verden):
        invite(client, verden)
        for hvem in (verden.jonas, verden.amina, verden.pia, verden.fremmed):
            with acting_as(hvem.pk), pytest.raises(PermissionDenied):
                familieinvitasjon.svar(the_one().pk, ja=True)
            with acting_as(hvem.pk), pytest.raises(PermissionDenied):
                familieinvitasjon.trekk(the_one().pk)

    def test_the_app_reads_neither_table(self, client, verden):
        invite(client, verden)
        for table in ("samtykke_familieinvitasjon", "samtykke_invitasjonssvar"):
            refused = pytest.raises(DatabaseError, match="permission denied")
            with acting_as(verden.kari.pk), refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table}")


class TestTheRule:
    def test_in_by_everybodys_yes(self, verden, farmor):
        assert sees_case(farmor, verden.nora_sak)

    @pytest.mark.parametrize("hvem", ["kari", "tom"])
    def test_one_yes_taken_back_and_they_are_out(self, client, verden, farmor, hvem):
        html = take_back(client, verden, getattr(verden, hvem)).content.decode()
        assert "Du har tatt ja-et tilbake." in html
        assert not sees_case(farmor, verden.nora_sak)
        client.force_login(verden.jonas)
        html = client.get(side("bti:sak-deltakere", verden)).content.decode()
        assert "Ikke alle i familien har sagt ja nå." in html

    def test_a_no_after_a_yes_closes_and_a_yes_opens_again(self, client, verden, farmor):
        with acting_as(verden.tom.pk):
            familieinvitasjon.svar(the_one().pk, ja=False)
        assert not sees_case(farmor, verden.nora_sak)
        answer(client, verden, verden.tom, "ja")
        assert sees_case(farmor, verden.nora_sak)

    def test_a_new_parent_has_not_said_yes(self, verden, farmor):
        ny = f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=f.BrukerFactory(), registered_by=verden.jonas
        )
        assert not sees_case(farmor, verden.nora_sak)
        with as_owner():
            Familierelasjon.objects.filter(pk=ny.pk).update(blocked_at=naa(), blocked_by=verden.jonas)
        assert sees_case(farmor, verden.nora_sak)

    def test_without_an_invitation_a_confirmed_partner_sees_nothing(self, verden):
        """Also a row that somebody has put in past the function."""
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=verden.fremmed, relasjon="partner",
            har_foreldreansvar=False, verifisering="to_personer", registered_by=verden.jonas,
            confirmed_at=naa(), confirmed_by=verden.siri,
        )  # fmt: skip
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.fremmed, rolle="foresatt", tjeneste=None)
        assert not sees_case(verden.fremmed, verden.nora_sak)

    def test_the_invited_answers_for_nobody_and_reads_no_invitation(self, client, verden, farmor):
        client.force_login(farmor)
        html = client.get(side("familie:invitasjoner", verden)).content.decode()
        assert "Prøve Farmor" not in html
        assert FARMOR["hvorfor"] not in html
        with acting_as(farmor.pk):
            assert familieinvitasjon.list_invitasjoner(verden.nora_sak.pk) == []
            with pytest.raises(PermissionDenied):
                familieinvitasjon.svar(the_one().pk, ja=True)
        with acting_as(verden.jonas.pk):
            givere = {giver.bruker_id for giver in givere_in(verden.nora_sak)}
            assert givere == {verden.kari.pk, verden.tom.pk}

    def test_the_family_page_does_not_say_that_who_is_out_sees_it(self, client, verden, farmor):
        navn = farmor.navn
        client.force_login(verden.kari)
        assert navn in client.get(side("familie:invitasjoner", verden)).content.decode()
        take_back(client, verden, verden.tom)
        client.force_login(verden.kari)
        assert navn not in client.get(side("familie:invitasjoner", verden)).content.decode()


class TestRegistering:
    def register(self, client, verden, **changes):
        client.force_login(verden.jonas)
        url = f"{side('samtykke:invitert-new', verden)}?invitasjon={the_one().pk}"
        page = client.get(url)
        if page.status_code == 302:
            return client.get(url, follow=True)
        token = page.context["form"].initial["skjema_token"]
        data = {
            "navn": "Prøve Farmor",
            "foedselsnummer": NUMMER,
            "epost": "",
            "mobil": "",
            "skjema_token": token,
        }
        return client.post(url, {**data, **changes}, follow=True)

    def test_the_stafettholder_registers_and_a_leader_confirms(self, client, verden):
        invite(client, verden)
        answer(client, verden, verden.tom, "ja")
        html = self.register(client, verden).content.decode()
        assert "Personen er lagt til. En leder må bekrefte før de får se saken." in html
        with as_owner():
            relasjon = Familierelasjon.objects.get(relasjon="besteforelder")
            assert (relasjon.har_foreldreansvar, relasjon.verifisering) == (False, "ingen")
            assert the_one().relasjon_id == relasjon.pk
        assert not sees_case(relasjon.bruker, verden.nora_sak)
        with acting_as(verden.siri.pk):
            confirm_relasjon(relasjon.pk)
        assert sees_case(relasjon.bruker, verden.nora_sak)
        assert "alt lagt inn" in self.register(client, verden).content.decode()

    def test_not_before_everybody_has_said_yes(self, client, verden):
        invite(client, verden)
        assert "Familien har ombestemt seg" in self.register(client, verden).content.decode()
        with acting_as(verden.jonas.pk):
            assert familieinvitasjon.list_invitasjoner(verden.nora_sak.pk) == []
        with pytest.raises(PermissionDenied):
            let_in(verden)

    def test_only_what_all_have_said_yes_to_is_tied_to_somebody(self, client, verden):
        """The relation is registered while all say yes; the tie is made after one has taken it back."""
        invite(client, verden)
        answer(client, verden, verden.tom, "ja")
        register(verden)
        answer(client, verden, verden.tom, "nei")
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            familieinvitasjon.knytt(the_one().pk, bruker_id=verden.fremmed.pk)

    def test_nobody_is_given_parental_responsibility_by_an_invitation(self, client, verden):
        invite(client, verden)
        answer(client, verden, verden.tom, "ja")
        with pytest.raises(PermissionDenied):
            register(verden, har_foreldreansvar=True)
        register(verden)  # without it, the same

    def test_a_parent_is_not_registered_once_more(self, client, verden):
        invite(client, verden)
        answer(client, verden, verden.tom, "ja")
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(gyldig_til=i_dag(400))
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            familieinvitasjon.knytt(the_one().pk, bruker_id=verden.tom.pk)
