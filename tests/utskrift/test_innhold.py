"""What stands on the paper, and what does not."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest

from bti.models import Nivaaendring, Sak
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Del, Leser, Valg, list_deler, register_del
from bti.utskrift.jobb import make_utskrift
from bti.utskrift.models import Utskrift
from bti.utskrift.trappefigur import FLEST_KOLONNER, build_trapp
from bti.utskriftsdeler import hent_nivaaer
from stafettlogg.models import Innlegg, Moete, Moetedeltaker, Moetestatus
from stafettlogg.services.moete_hold import hold_moete
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.utskrift.bestilling import fetch, order
from tests.utskrift.lesing import list_fonts, list_problems, list_roles, list_scopes, read_text


def draw(saken, hvem=None, **valg) -> bytes:
    hvem = hvem or saken.jonas
    utskrift_id = order(saken, hvem, **valg)
    assert make_utskrift(utskrift_id)
    return bytes(fetch(hvem, utskrift_id).fil)


def flat(pdf: bytes) -> str:
    return " ".join(read_text(pdf).split())


def test_every_part_is_on_the_paper(saken, tmp_path):
    pdf = draw(saken, underskrift=True)
    tekst = flat(pdf)
    for ventet in (
        "Nora Nordlie (kalles Nora)",
        "4. mars 2016",
        "2: Samarbeid mellom tjenester",
        "fra 1 til 2",
        "PPT skal være med.",
        "Foresatt (mor)",
        "PPT Solvik",
        f"gjelder til {i_dag(180):%d.%m.%Y}",
        "læring og utvikling",
        "Nora skal like å lese høyt for klassen.",
        "20 minutter hver dag.",
        "det hjalp litt",
        "Det er litt gøy.",
        "Evalueringsmøte 20. mai 2026 kl. 13.00",
        "Vi ble enige om å spørre PPT.",
        "Opp ett nivå",
        "Blåbærsyltetøy på Ørlandet.",
        "Takk for praten!",
        "Kari Nordlie, foresatt",
        "Navn med blokkbokstaver",
        "Skrevet ut av Jonas Berge",
    ):
        assert ventet in tekst, ventet
    assert list_problems(pdf, tmp_path) == []


def test_paper_is_tagged_for_a_screen_reader(saken):
    pdf = draw(saken)
    roller = list_roles(pdf)
    assert roller.count("/H1") == 1
    assert {"/H2", "/H3", "/Table", "/TH", "/Figure", "/Sect"} <= set(roller)
    assert set(list_scopes(pdf)) == {"/Column", "/Row"}
    assert all(list_fonts(pdf).values())


def test_figure_has_words_and_a_table(saken):
    pdf = draw(saken, deler=("nivaaer",))
    with pikepdf.open(BytesIO(pdf)) as dokument:
        figurer = [
            e for e in dokument.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"
        ]
        assert [str(figur.Alt) for figur in figurer] == [
            "Trapp over nivåene i saken. Tallene står i tabellen under."
        ]
    assert "/Table" in list_roles(pdf)


def test_child_is_named_in_the_body_only(saken):
    pdf = draw(saken)
    with pikepdf.open(BytesIO(pdf)) as dokument:
        metadata = str(dict(dokument.docinfo)) + bytes(dokument.Root.Metadata.read_bytes()).decode()
        utenfor = " ".join(
            str(i.operands)
            for i in pikepdf.parse_content_stream(dokument.pages[0])
            if str(i.operator) == "Artifact"
        )
    assert "Saksoppsummering" in metadata
    assert "Nora" not in metadata + utenfor
    assert "Solvik kommune · Saksoppsummering" in flat(pdf)


def test_what_people_wrote_stays_text(saken):
    assert "<b>Dette er ikke fet skrift</b> & ikke kode." in flat(draw(saken, deler=("logg",)))


def test_only_what_was_chosen_is_there(saken):
    tekst = flat(draw(saken, deler=("meldinger",)))
    assert "Nora Nordlie" in tekst  # a paper that does not say whom it is about ends in the wrong file
    assert "Takk for praten!" in tekst
    for annet in ("Blåbærsyltetøy", "Lesekurs", "Evalueringsmøte", "Samtykker", "Underskrifter"):
        assert annet not in tekst, annet


def test_period_limits_log_and_messages(saken):
    dag = dt.date(2026, 6, 1)
    with as_owner():
        Innlegg.objects.filter(tekst__startswith="Blåbær").update(
            created_at=dt.datetime(2026, 6, 1, 21, 59, tzinfo=dt.UTC)  # 23.59 in Norway
        )
    tekst = flat(draw(saken, deler=("logg", "meldinger"), fra=dag, til=dag))
    assert "Fra 1. juni 2026 til 1. juni 2026." in tekst
    assert "Blåbærsyltetøy" in tekst
    assert "ikke fet skrift" not in tekst
    assert "Takk for praten!" not in tekst


def test_correction_points_both_ways(saken):
    with acting_as(saken.jonas.pk):
        foer = Innlegg.objects.get(tekst__startswith="Blåbær")
        Innlegg.objects.create(sak=saken.sak, tekst="Det var bringebær.", retter=foer, created_by=saken.jonas)
    tekst = flat(draw(saken, deler=("logg",)))
    assert "retter innlegget fra" in tekst
    assert "· rettet" in tekst


@pytest.mark.parametrize(
    ("leser", "ventet"),
    [
        (Leser.FAMILIEN, "laget til familien"),
        (Leser.TJENESTENE, "Alt her er taushetsbelagt"),
        (Leser.ARKIVET, "laget til arkivet"),
    ],
)
def test_first_page_says_whom_it_is_for(saken, leser, ventet):
    assert ventet in flat(draw(saken, deler=(), leser=leser))


def test_paper_speaks_the_language_of_the_person(saken):
    with as_owner():
        saken.jonas.maalform = "nn"
        saken.jonas.save(update_fields=["maalform"])
    with pikepdf.open(BytesIO(draw(saken, deler=()))) as dokument:
        assert str(dokument.Root.Lang) == "nn"


def test_empty_case_makes_a_paper_too(saken, tmp_path):
    with as_owner():
        Innlegg.objects.all().delete()
        saken.sak.meldinger.all().delete()
        Moetedeltaker.objects.all().delete()
        saken.sak.moeter.all().delete()
        saken.sak.evalueringer.all().delete()
        saken.sak.tiltak_list.all().delete()
        saken.sak.maal_list.all().delete()
        saken.sak.nivaaendringer.all().delete()
    pdf = draw(saken)
    assert "Ingen mål eller tiltak ennå." in flat(pdf)
    assert "Saken har vært på nivå 2 siden den ble åpnet." in flat(pdf)
    assert list_problems(pdf, tmp_path) == []


def test_very_long_words_stay_on_the_page(saken, tmp_path):
    with acting_as(saken.jonas.pk):
        Innlegg.objects.create(sak=saken.sak, tekst="å" * 5000, created_by=saken.jonas)
    pdf = draw(saken, deler=("logg",))
    assert flat(pdf).count("å") > 5000
    assert list_problems(pdf, tmp_path) == []


def test_choices_survive_the_database(saken):
    valg = Valg(("logg",), Leser.ARKIVET, dt.date(2026, 1, 2), None, underskrift=True)
    assert Valg.from_json(valg.as_json()) == valg
    utskrift_id = order(saken, saken.jonas, **valg.__dict__)
    with acting_as(saken.jonas.pk):
        assert Valg.from_json(Utskrift.objects.get(pk=utskrift_id).valg) == valg


def test_two_parts_cannot_share_a_key():
    finnes = list_deler()[0]
    with pytest.raises(ValueError, match=finnes.noekkel):
        register_del(Del(finnes.noekkel, "x", "x.html", lambda sak_id, valg: {}, plass=1))


def test_staircase_shows_the_newest_and_stays_inside():
    trapp = build_trapp([(i % 4, f"{i}.1.26") for i in range(FLEST_KOLONNER + 3)], hoeyeste=3)
    assert trapp.er_avkortet
    assert [kolonne.fra for kolonne in trapp.kolonner][-1] == f"{FLEST_KOLONNER + 2}.1.26"
    assert max(kolonne.hoeyre for kolonne in trapp.kolonner) <= trapp.bredde
    assert min(kolonne.y for kolonne in trapp.kolonner) >= 0
    hoeyder = {kolonne.nivaa: kolonne.hoeyde for kolonne in trapp.kolonner}
    assert sorted(hoeyder, key=hoeyder.get) == [0, 1, 2, 3]


def test_a_held_meeting_is_told_of_in_the_past_and_a_coming_one_is_not(saken):
    with as_owner():
        Moete.objects.filter(sak=saken.sak).update(hensikt="Lesing og trivsel.")
    f.MoeteFactory(
        sak=saken.sak, hensikt="Veien videre.", starter_at=naa(days=9), status=Moetestatus.PLANLAGT
    )
    f.MoeteFactory(
        sak=saken.sak, hensikt="Ble ikke noe av.", starter_at=naa(days=8), status=Moetestatus.AVLYST
    )
    tekst = flat(draw(saken, deler=("moeter",)))

    assert "Hva møtet handlet om Lesing og trivsel." in tekst
    assert "Hva møtet skal handle om Veien videre." in tekst
    assert "Hva møtet skulle handle om Ble ikke noe av." in tekst


@pytest.fixture
def holdt(saken, eier):
    """A meeting held as people do it, so that its minutes are in the log too."""
    with as_owner():
        Nivaaendring.objects.filter(sak=saken.sak).update(dato=i_dag() - dt.timedelta(days=9))
    moete = f.MoeteFactory(sak=saken.sak, starter_at=naa(days=-1), status=Moetestatus.PLANLAGT)
    f.MoetedeltakerFactory(moete=moete, bruker=saken.jonas)
    with acting_as(saken.jonas.pk):
        moete = Moete.objects.select_related("sak").get(pk=moete.pk)
        hold_moete(
            moete, referat="Tyttebær på toppen.", barnets_ord="Jeg liker tyttebær.", til_stede=[saken.jonas.pk],
            beslutning="fortsett", begrunnelse="Det virker.", versjon=moete.versjon, fra=moete.sak.nivaa_id,
            by=saken.jonas.pk,
        )  # fmt: skip
    return saken


def test_minutes_stand_once_on_a_paper_with_the_meetings(holdt):
    tekst = flat(draw(holdt, deler=("moeter", "logg")))

    assert tekst.count("Tyttebær på toppen.") == 1
    assert tekst.count("Jeg liker tyttebær.") == 1
    assert "Referatet står under «Møter og beslutninger»." in tekst
    assert "Blåbærsyltetøy på Ørlandet." in tekst, "what is no minutes stands whole"


def test_without_the_meetings_the_log_has_the_minutes(holdt):
    tekst = flat(draw(holdt, deler=("logg",)))

    assert tekst.count("Tyttebær på toppen.") == 1
    assert "Referatet står under" not in tekst


def test_other_minutes_in_the_log_stand_whole(holdt):
    f.InnleggFactory(
        sak=holdt.sak, innleggstype="referat", tekst="Tyttebær på toppen. Og mer til.", created_by=holdt.amina
    )

    assert "Og mer til." in flat(draw(holdt, deler=("moeter", "logg")))


def test_staircase_follows_what_was_decided_and_ends_where_the_case_is(saken):
    """A decision with a date before the one before it is still the later decision."""
    with as_owner():
        Nivaaendring.objects.filter(sak=saken.sak, til_nivaa=saken.nivaaer[2]).update(
            dato=dt.date(2020, 1, 1)
        )
    with acting_as(saken.jonas.pk):
        trapp = hent_nivaaer(saken.sak.pk, Valg(("nivaaer",), Leser.FAMILIEN))["trapp"]
    assert [kolonne.nivaa for kolonne in trapp.kolonner] == [1, 2]
    with as_owner():
        Sak.objects.filter(pk=saken.sak.pk).update(nivaa=saken.nivaaer[1])
    with acting_as(saken.jonas.pk):
        trapp = hent_nivaaer(saken.sak.pk, Valg(("nivaaer",), Leser.FAMILIEN))["trapp"]
    assert trapp.kolonner[-1].nivaa == 1


def test_a_measure_happens_where_was_chosen(saken):
    assert "På skolen, i barnehagen eller en annen tjeneste" in flat(draw(saken, deler=("tiltak",)))
