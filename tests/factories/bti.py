"""Factories of the core."""

from datetime import date

import factory
from django.contrib.auth.models import Permission as DjangoPermission

from bti import models as m
from tests.factories.hus import HusFactory, i_dag, naa


class KommuneFactory(HusFactory):
    class Meta:
        model = m.Kommune

    navn = factory.Sequence(lambda n: f"Prøvevik {n}")
    kommunenummer = factory.Sequence(lambda n: f"{1000 + n % 8900}")


class KommuneInnstillingFactory(HusFactory):
    class Meta:
        model = m.KommuneInnstilling

    kommune = factory.SubFactory(KommuneFactory)
    noekkel = "undring_frist_dager"
    verdi = 10


class TjenesteFactory(HusFactory):
    class Meta:
        model = m.Tjeneste

    navn = factory.Sequence(lambda n: f"Prøve skole {n}")
    tjenestetype = m.Tjenestetype.SKOLE
    nedlagt_dato = None


class TjenesteKommuneFactory(HusFactory):
    class Meta:
        model = m.TjenesteKommune

    tjeneste = factory.SubFactory(TjenesteFactory)
    kommune = factory.SubFactory(KommuneFactory)


class BrukerFactory(HusFactory):
    class Meta:
        model = m.Bruker

    navn = factory.Sequence(lambda n: f"Prøve Person {n}")


class KontaktopplysningFactory(HusFactory):
    class Meta:
        model = m.Kontaktopplysning

    bruker = factory.SubFactory(BrukerFactory)
    epost = factory.LazyAttribute(lambda o: f"person-{o.bruker.pk}@stafett.invalid")


class IdentitetFactory(HusFactory):
    class Meta:
        model = m.Identitet

    bruker = factory.SubFactory(BrukerFactory)
    issuer = "demo"
    subject = factory.Sequence(lambda n: f"person-{n}")


class AnsettelseFactory(HusFactory):
    class Meta:
        model = m.Ansettelse

    bruker = factory.SubFactory(BrukerFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    tittel = "lærer"
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-400))


class KommunerolleFactory(HusFactory):
    class Meta:
        model = m.Kommunerolle

    bruker = factory.SubFactory(BrukerFactory)
    kommune = factory.SubFactory(KommuneFactory)
    rolle = m.Kommunerolletype.LEDER
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-400))


class HovedpersonFactory(HusFactory):
    class Meta:
        model = m.Hovedperson

    kommune = factory.SubFactory(KommuneFactory)
    slag = m.Hovedpersonslag.BARN
    navn = factory.Sequence(lambda n: f"Prøvebarn {n}")
    foedselsdato = date(2016, 3, 4)
    registeret_svarte = True
    created_by = factory.SubFactory(BrukerFactory)


class FamilierelasjonFactory(HusFactory):
    class Meta:
        model = m.Familierelasjon

    hovedperson = factory.SubFactory(HovedpersonFactory)
    bruker = factory.SubFactory(BrukerFactory)
    relasjon = m.Relasjonstype.MOR
    barnet_bor_her = True
    kanal = m.Kanal.DIGITALT
    verifisering = m.Verifisering.REGISTER
    registered_by = factory.SelfAttribute("hovedperson.created_by")


class RelasjonsendringFactory(HusFactory):
    class Meta:
        model = m.Relasjonsendring

    sak = factory.SubFactory("tests.factories.bti.SakFactory")
    relasjon = factory.SubFactory(
        FamilierelasjonFactory, hovedperson=factory.SelfAttribute("..sak.hovedperson")
    )
    barnet_bor_her = False
    foer_barnet_bor_her = factory.SelfAttribute("relasjon.barnet_bor_her")
    foer_gyldig_til = factory.SelfAttribute("relasjon.gyldig_til")
    registered_at = factory.LazyFunction(naa)
    registered_by = factory.SelfAttribute("relasjon.registered_by")


class VeilederFactory(HusFactory):
    class Meta:
        model = m.Veileder

    kommune = factory.SubFactory(KommuneFactory)
    navn = "Handlingsveileder"
    versjon = 1
    eier = "BTI-koordinator"
    revideres_innen = factory.LazyFunction(lambda: i_dag(200))
    published_at = factory.LazyFunction(naa)


class NivaaFactory(HusFactory):
    class Meta:
        model = m.Nivaa

    veileder = factory.SubFactory(VeilederFactory)
    nummer = 1
    navn = factory.LazyAttribute(lambda o: f"Nivå {o.nummer}")
    beskrivelse = "Prøvenivå"


class StegFactory(HusFactory):
    class Meta:
        model = m.Steg

    nivaa = factory.SubFactory(NivaaFactory)
    nummer = 1
    noekkel = factory.LazyAttribute(lambda o: f"steg-{o.nummer}")
    navn = "Definer undringen"
    hva = "Skriv ned det du har sett."


class VerktoeyFactory(HusFactory):
    class Meta:
        model = m.Verktoey

    steg = factory.SubFactory(StegFactory)
    nummer = 1
    navn = "Observasjonsskjema"


class VilkaarFactory(HusFactory):
    class Meta:
        model = m.Vilkaar

    nivaa = factory.SubFactory(NivaaFactory)
    nummer = 1
    slag = "maal"
    naar = "utgang"
    krav = "anbefales"
    setning = "Saken har ikke noe mål ennå."


class SkjemamalFactory(HusFactory):
    class Meta:
        model = m.Skjemamal

    kommune = factory.SubFactory(KommuneFactory)
    noekkel = factory.Sequence(lambda n: f"skjema-{n}")
    versjon = 1
    navn = "Observasjon"
    gjelder = m.Skjemagjelder.UNDRING
    published_at = factory.LazyFunction(naa)


class SkjemafeltFactory(HusFactory):
    class Meta:
        model = m.Skjemafelt

    mal = factory.SubFactory(SkjemamalFactory)
    nummer = 1
    noekkel = factory.LazyAttribute(lambda o: f"felt-{o.nummer}")
    ledetekst = "Hva så du?"
    felttype = m.Felttype.LANGTEKST


class SkjemautfyllingFactory(HusFactory):
    """In a case, unless it is said to be about a worry."""

    class Meta:
        model = m.Skjemautfylling

    mal = factory.SubFactory(SkjemamalFactory)
    sak = factory.Maybe(
        "undring", yes_declaration=None, no_declaration=factory.SubFactory("tests.factories.SakFactory")
    )
    undring = None
    created_by = factory.LazyAttribute(lambda o: o.undring.created_by if o.undring else o.sak.opened_by)


class SkjemasvarFactory(HusFactory):
    class Meta:
        model = m.Skjemasvar

    utfylling = factory.SubFactory(SkjemautfyllingFactory)
    felt = factory.SubFactory(SkjemafeltFactory, mal=factory.SelfAttribute("..utfylling.mal"))
    tekst = "Barnet satt alene."


class SakFactory(HusFactory):
    """A case on its own; ``tests.cast`` gives one with its people."""

    class Meta:
        model = m.Sak

    class Params:
        av = factory.SubFactory(BrukerFactory)

    kommune = factory.SubFactory(KommuneFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    hovedperson = factory.SubFactory(
        HovedpersonFactory,
        kommune=factory.SelfAttribute("..kommune"),
        created_by=factory.SelfAttribute("..av"),
    )
    veileder = factory.SubFactory(VeilederFactory, kommune=factory.SelfAttribute("..kommune"))
    nivaa = factory.SubFactory(NivaaFactory, veileder=factory.SelfAttribute("..veileder"))
    opened_at = factory.LazyFunction(naa)
    opened_by = factory.SelfAttribute("av")
    sist_endret = factory.LazyFunction(naa)


class DeltakerFactory(HusFactory):
    class Meta:
        model = m.Deltaker

    sak = factory.SubFactory(SakFactory)
    bruker = factory.SubFactory(BrukerFactory)
    rolle = m.Rolle.STAFETTHOLDER
    tjeneste = factory.LazyAttribute(
        lambda o: None if o.rolle in (m.Rolle.FORESATT, m.Rolle.UNGDOM) else o.sak.tjeneste
    )
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-10))
    invited_at = factory.LazyFunction(naa)
    invited_by = factory.SelfAttribute("sak.opened_by")


class SakUserObjectPermissionFactory(HusFactory):
    class Meta:
        model = m.SakUserObjectPermission

    user = factory.SubFactory(BrukerFactory)
    content_object = factory.SubFactory(SakFactory)
    permission = factory.LazyFunction(lambda: DjangoPermission.objects.get(codename="view_sak"))


class NivaaendringFactory(HusFactory):
    class Meta:
        model = m.Nivaaendring

    sak = factory.SubFactory(SakFactory)
    til_nivaa = factory.SelfAttribute("sak.nivaa")
    dato = factory.LazyFunction(i_dag)
    begrunnelse = "Foresatte og skolen er enige om å samarbeide."
    decided_by = factory.SelfAttribute("sak.opened_by")


class UndringFactory(HusFactory):
    class Meta:
        model = m.Undring

    tjeneste = factory.SubFactory(TjenesteFactory)
    observert = "Har vært stille og sittet alene i friminuttene de siste ukene."
    observert_dato = factory.LazyFunction(lambda: i_dag(-1))
    styrke = m.Styrke.URO
    frist = factory.LazyFunction(lambda: i_dag(13))
    created_by = factory.SubFactory(BrukerFactory)


class StegstatusFactory(HusFactory):
    class Meta:
        model = m.Stegstatus

    undring = factory.SubFactory(UndringFactory)
    steg = factory.SubFactory(StegFactory)


class KladdFactory(HusFactory):
    class Meta:
        model = m.Kladd

    bruker = factory.SubFactory(BrukerFactory)
    skjema = "undring"
    felter = factory.LazyFunction(lambda: {"observert": ["Halvskrevet tekst"]})
    saved_at = factory.LazyFunction(naa)


class FagteamFactory(HusFactory):
    class Meta:
        model = m.Fagteam

    kommune = factory.SubFactory(KommuneFactory)
    navn = factory.Sequence(lambda n: f"Prøveteam {n}")
    slag = m.Fagteamslag.KOMPETANSETEAM


class FagteammedlemFactory(HusFactory):
    class Meta:
        model = m.Fagteammedlem

    fagteam = factory.SubFactory(FagteamFactory)
    bruker = factory.SubFactory(BrukerFactory)
    tjeneste = factory.SubFactory(TjenesteFactory)
    rolle = "rådgiver"
    gyldig_fra = factory.LazyFunction(lambda: i_dag(-30))


class DroeftingFactory(HusFactory):
    class Meta:
        model = m.Droefting

    fagteam = factory.SubFactory(FagteamFactory)
    kommune = factory.SelfAttribute("fagteam.kommune")
    tema = m.Droeftingstema.TRIVSEL
    aldersgruppe = m.Aldersgruppe.TIL_9
    spoersmaal = "Hva kan vi gjøre når et barn ikke vil ut i friminuttene?"
    svarfrist = factory.LazyFunction(lambda: i_dag(14))
    asked_at = factory.LazyFunction(naa)
    asked_by = factory.SubFactory(BrukerFactory)


class FagteammoeteFactory(HusFactory):
    class Meta:
        model = m.Fagteammoete

    fagteam = factory.SubFactory(FagteamFactory)
    dato = factory.LazyFunction(lambda: i_dag(7))
    planned_at = factory.LazyFunction(naa)
    planned_by = factory.SubFactory(BrukerFactory)


class FagteampunktFactory(HusFactory):
    class Meta:
        model = m.Fagteampunkt

    moete = factory.SubFactory(FagteammoeteFactory)
    nummer = factory.Sequence(lambda n: n % 30000 + 1)
    slag = m.Punktslag.EMNE
    emne = "Overgangen til ungdomsskolen"
    added_at = factory.LazyFunction(naa)
    added_by = factory.SubFactory(BrukerFactory)
