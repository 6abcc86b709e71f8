"""A worry has ended, or a form is done or gone, while somebody wrote: the words are kept, and nothing falls."""

import pytest
from django.urls import reverse

from bti.models import Skjemautfylling, Undring
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.for_sent import KLADD, first, kladd_of, login, send
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db


def clarify(undring: Undring) -> None:
    Undring.objects.filter(pk=undring.pk).update(
        utfall="avsluttet", begrunnelse="Det gikk over.", clarified_at=naa(), clarified_by=undring.created_by
    )


class TestAWorryThatHasEnded:
    """In another tab; it was the author's own to end."""

    @pytest.mark.parametrize("is_stale", [True, False])
    @pytest.mark.parametrize("side", ["edit", "notat", "samtale", "avklar"])
    def test_what_was_written_is_kept(self, monkeypatch, verden, undring, side, is_stale):
        samtale = f.SamtaleFactory(undring=undring)
        url, sted, data = {
            "edit": (
                reverse("bti:undring-edit", args=[undring.pk]), "bti.views.undring.edit_undring",
                {"observert": "Nye ord.", "observert_dato": i_dag().isoformat(), "styrke": "uro", "versjon": "1"},
            ),
            "notat": (
                reverse("bti:undring-notat", args=[undring.pk]), "bti.views.undringsbok.add_notat",
                {"tekst": "Nye ord.", "notatdato": i_dag().isoformat(), "hvor_ofte": ""},
            ),
            "samtale": (
                reverse("bti:samtale-edit", args=[samtale.pk]), "bti.views.samtale.write_samtale",
                {"med": samtale.med, "hensikt": "Nye ord.", "versjon": "1"},
            ),
            "avklar": (
                reverse("bti:undring-avklar", args=[undring.pk]), "bti.views.undring.clarify_undring",
                {"utfall": "avsluttet", "begrunnelse": "Nye ord.", "barnet_spurt": "ikke_ennaa"},
            ),
        }[side]  # fmt: skip
        jonas = login(verden.jonas)
        data["skjema_token"] = token_in(jonas.get(url))
        if is_stale:
            with as_owner():
                clarify(undring)
        else:
            first(monkeypatch, sted, lambda: clarify(undring))

        page = send(jonas, url, **data)

        assert f"Undringen er avklart og kan ikke endres. {KLADD}" in page
        assert "Nye ord." in kladd_of(verden.jonas).values()

    def test_the_way_out_pressed_twice_is_one(self, verden, undring):
        jonas, url = login(verden.jonas), reverse("bti:undring-avklar", args=[undring.pk])
        data = {
            "utfall": "avsluttet", "begrunnelse": "Det gikk over.", "barnet_spurt": "ikke_ennaa",
            "skjema_token": token_in(jonas.get(url)),
        }  # fmt: skip
        assert all("Valget ditt er lagret." in send(jonas, url, **data) for _press in range(2))
        opp = reverse("bti:undring-reopen", args=[undring.pk])
        data = {"skjema_token": token_in(jonas.get(opp)), "begrunnelse": "Det kom tilbake."}
        assert all("Undringen er åpen igjen." in send(jonas, opp, **data) for _press in range(2))
        assert kladd_of(verden.jonas) == {}
        page = send(jonas, opp, **data | {"begrunnelse": "Noe annet."})
        assert f"Undringen er åpen. {KLADD}" in page
        assert kladd_of(verden.jonas)["begrunnelse"] == "Noe annet."

    def test_opened_again_while_it_became_a_case(self, monkeypatch, verden, undring):
        with as_owner():
            clarify(undring)
        jonas, url = login(verden.jonas), reverse("bti:undring-reopen", args=[undring.pk])
        token = token_in(jonas.get(url))

        def become_sak() -> None:
            Undring.objects.filter(pk=undring.pk).update(sak=verden.nora_sak, utfall="nivaa_1")

        first(monkeypatch, "bti.views.undring.reopen_undring", become_sak)
        page = send(jonas, url, skjema_token=token, begrunnelse="Det kom tilbake.")
        assert f"Undringen er blitt en sak. {KLADD}" in page


class TestForms:
    @pytest.fixture
    def i_saken(self, verden: Verden) -> Skjemautfylling:
        mal = f.SkjemamalFactory(kommune=verden.solvik)
        f.SkjemafeltFactory(mal=mal, nummer=1, felttype="langtekst", valg=[])
        return f.SkjemautfyllingFactory(mal=mal, sak=verden.nora_sak, created_by=verden.jonas)

    @pytest.fixture
    def om_undring(self, i_saken: Skjemautfylling, undring: Undring) -> Skjemautfylling:
        return f.SkjemautfyllingFactory(
            mal=i_saken.mal, sak=None, undring=undring, created_by=undring.created_by
        )

    @staticmethod
    def finish(utfylling: Skjemautfylling) -> None:
        rader = Skjemautfylling.objects.filter(pk=utfylling.pk)
        rader.update(ferdig_at=naa(), ferdig_by=utfylling.created_by)

    @staticmethod
    def drop(utfylling: Skjemautfylling) -> None:
        Skjemautfylling.objects.filter(pk=utfylling.pk).delete()

    @pytest.mark.parametrize(
        ("hva", "sagt"),
        [("finish", "Bare den som begynte på et skjema, kan kaste det"), ("drop", "Skjemaet er kastet.")],
    )
    @pytest.mark.parametrize("hvor", ["i_saken", "om_undring"])
    def test_thrown_away_by_two_at_once(self, request, monkeypatch, verden, hvor, hva, sagt):
        utfylling = request.getfixturevalue(hvor)
        side, modul = {
            "i_saken": ("utfylling", "skjema"),
            "om_undring": ("undringsutfylling", "undringsskjema"),
        }[hvor]
        first(monkeypatch, f"bti.views.{modul}.drop_skjema", lambda: getattr(self, hva)(utfylling))

        assert sagt in send(login(verden.jonas), reverse(f"bti:{side}-kast", args=[utfylling.pk]))

    def test_thrown_away_while_the_worry_was_clarified(self, monkeypatch, verden, undring, om_undring):
        first(monkeypatch, "bti.views.undringsskjema.drop_skjema", lambda: clarify(undring))

        page = send(login(verden.jonas), reverse("bti:undringsutfylling-kast", args=[om_undring.pk]))

        assert "Undringen er avklart og kan ikke endres." in page

    @pytest.mark.parametrize("is_stale", [True, False])
    def test_written_in_when_the_worry_is_clarified(self, monkeypatch, verden, undring, om_undring, is_stale):
        url, jonas = reverse("bti:undringsutfylling-edit", args=[om_undring.pk]), login(verden.jonas)
        token = token_in(jonas.get(url))
        if is_stale:
            with as_owner():
                clarify(undring)
        else:
            first(monkeypatch, "bti.views.skjema.save_skjema", lambda: clarify(undring))

        page = send(jonas, url, skjema_token=token, versjon="1", f_1="Det jeg så.")

        assert f"Undringen er avklart og kan ikke endres. {KLADD}" in page
        assert kladd_of(verden.jonas)["f_1"] == "Det jeg så."

    def test_written_in_while_it_was_thrown_away(self, monkeypatch, verden, i_saken):
        url, jonas = reverse("bti:utfylling-edit", args=[i_saken.pk]), login(verden.jonas)
        token = token_in(jonas.get(url))
        first(monkeypatch, "bti.views.skjema.save_skjema", lambda: self.drop(i_saken))

        page = send(jonas, url, skjema_token=token, versjon="1", f_1="Det jeg så.")

        assert f"Skjemaet er kastet av den som begynte på det. {KLADD}" in page
        assert "Det jeg så." in page
