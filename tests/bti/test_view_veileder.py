"""The guide: read by everybody who works, with the municipality's own words."""

import pytest

from tests import factories as f

pytestmark = pytest.mark.django_db
URL = "/veileder/"


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("jonas", 200),
        ("amina", 200),
        ("berit", 200),
        ("adm", 200),
        ("ragna", 200),
        ("erik", 200),
        ("kari", 403),
        ("fremmed", 403),
    ],
)
def test_who_reads_the_guide(client, verden, hvem, status):
    client.force_login(getattr(verden, hvem))

    assert client.get(URL).status_code == status


def test_levels_steps_and_tools_are_there(jonas, verden):
    f.VerktoeyFactory(
        steg=verden.nivaaer[0].steg.get(nummer=1), navn="Observasjonsskjema", beskrivelse="Se etter dette."
    )

    page = jonas.get(URL).content.decode()

    for words in (
        "Nivå 0: Avklare grunn til uro",
        "Nivå 3: ",
        "2. Del med leder",
        "Observasjonsskjema",
        "Ikke snakk med foreldrene",
    ):
        assert words in page


def test_the_newest_published_version_is_shown(jonas, verden):
    f.VeilederFactory(kommune=verden.solvik, versjon=2, navn="Utkast", published_at=None)
    assert "Utkast" not in jonas.get(URL).content.decode()

    f.VeilederFactory(kommune=verden.solvik, versjon=3, navn="Ny veileder")
    assert "Ny veileder" in jonas.get(URL).content.decode()


def test_a_municipality_without_a_guide_says_so(jonas, verden, eier):
    with eier():
        verden.solvik.veiledere.update(published_at=None)

    assert "Kommunen har ikke publisert en veileder ennå" in jonas.get(URL).content.decode()


def test_the_guide_costs_the_same_for_many_steps(jonas, verden, django_assert_max_num_queries):
    for number in range(10, 20):
        f.VerktoeyFactory(steg=f.StegFactory(nivaa=verden.nivaaer[3], nummer=number))
    jonas.get(URL)

    with django_assert_max_num_queries(11):
        jonas.get(URL)
