"""The form of break-glass: what is written wrong costs neither the text nor an attempt."""

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from tests.bti.noedhjelp import NY, TEKST, ask, log_in, make_ansatt
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina(verden):
    return make_ansatt(verden)


def test_a_wrong_name_does_not_cost_the_text(client, verden, nina):
    log_in(client, nina)
    ask(client, navn="Nora Nordli")

    html = client.get(reverse(NY)).content.decode()

    assert TEKST in html
    assert "Nora Nordli" in html
    assert ask(client).status_code == 302
    assert TEKST not in client.get(reverse(NY)).content.decode().split("Nødtilganger du har brukt")[0]


def test_a_date_of_birth_to_come_is_no_attempt(client, verden, nina):
    log_in(client, nina)

    response = ask(client, foedselsdato_2="2116")

    assert response.status_code == 422
    assert "Fødselsdatoen kan ikke være fram i tid." in response.content.decode()
    with as_owner():
        assert not Hendelse.objects.filter(kjede_id=nina.pk, handling="noedtilgang.forsoek").exists()


def test_the_mistakes_are_listed_once(client, verden, nina):
    log_in(client, nina)
    html = ask(client, navn="").content.decode()
    assert html.count('id="feilsammendrag"') == 1
