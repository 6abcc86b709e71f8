"""Those who keep a guide hear that it should be read through: 30 days before its date, on it, and each month after."""

import pytest
from django.urls import reverse

from bti.varsling.jobb import empty_utboks, remind_editors
from bti.varsling.models import Slag, Utboks, Varsel
from tests import factories as f
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db


def test_the_editors_are_told_once_each_time(client, verden, eier):
    def told_when(dager: int) -> int:
        """How many know of it when the date is so many days away, after two nights."""
        with eier():
            verden.fjellvik.veiledere.update(revideres_innen=i_dag(400))
            verden.solvik.veiledere.update(revideres_innen=i_dag(dager))
        remind_editors()
        remind_editors()
        with eier():
            return Utboks.objects.filter(slag=Slag.VEILEDER).count()

    assert told_when(31) == 0
    assert told_when(30) == 2  # Ragna and the administrator
    with eier():
        mottakere = set(Utboks.objects.values_list("mottaker", flat=True))
    assert mottakere == {verden.ragna.pk, verden.adm.pk}
    empty_utboks()
    client.force_login(verden.ragna)
    assert "Veilederen må leses gjennom." in client.get("/varsler/").content.decode()
    with eier():
        varsel = Varsel.objects.get(mottaker=verden.ragna)
    assert client.get(reverse("varsling:read", args=[varsel.pk])).url == reverse("bti:veileder-admin")


def test_only_the_newest_version_is_asked_about_and_again_each_month(verden, eier):
    """A new version has a date of its own: the old one is forgotten."""
    with eier():
        verden.fjellvik.veiledere.update(revideres_innen=i_dag(400))
        verden.solvik.veiledere.update(revideres_innen=i_dag(-29))
    remind_editors()
    with eier():
        keys = set(Utboks.objects.values_list("noekkel", flat=True))
        assert [key.rsplit(":", 1)[1] for key in keys] == ["0"]
        verden.solvik.veiledere.update(revideres_innen=i_dag(-61))
    remind_editors()
    with eier():
        assert Utboks.objects.count() == 4
    f.VeilederFactory(
        kommune=verden.solvik, serie=verden.veileder.serie, versjon=7, revideres_innen=i_dag(300)
    )
    with eier():
        Utboks.objects.all().delete()
    assert remind_editors() == 0
    with eier():
        assert not Utboks.objects.exists()


def test_setting_up_stands_in_the_editors_menu(client, verden):
    adresse = f'href="{reverse("bti:veileder-admin")}"'
    for hvem, har in (("ragna", True), ("adm", True), ("jonas", False), ("berit", False)):
        client.force_login(getattr(verden, hvem))
        assert (adresse in client.get(reverse("varsling:list")).content.decode()) is har, hvem
