"""The staff's pages about worries and cases. The guide's parts have a file each; the names are all ``bti:``."""

from django.urls import path

from bti import urls_samordning, urls_skjema, urls_trygg, urls_undring, urls_veileder
from bti.revisjon import views as innsyn
from bti.views import (
    deltakere,
    innsynsspoersmaal,
    kladd,
    noedtilgang,
    relasjoner,
    relasjonsvalg,
    sak,
    sperring,
    stedfortredere,
    ungdom,
)

app_name = "bti"
urlpatterns = [
    path("kladd/", kladd.kladd_save, name="kladd-save"),
    path("kladder/", kladd.kladd_list, name="kladd-list"),
    path("kladder/<uuid:kladd_id>/slett/", kladd.kladd_delete, name="kladd-slett"),
    path("sak/<uuid:sak_id>/hvem-har-sett/", innsyn.sak_hvem_har_sett, name="hvem-har-sett"),
    path("okt/forleng/", kladd.oekt_extend, name="okt-forleng"),
    path("saker/", sak.sak_list, name="sak-list"),
    path("sak/<uuid:sak_id>/neste-steg/", sak.sak_neste, name="sak-neste"),
    path("sak/<uuid:sak_id>/deltakere/", deltakere.deltakere, name="sak-deltakere"),
    path("sak/<uuid:sak_id>/deltakere/ny/", deltakere.deltaker_new, name="deltaker-new"),
    path("sak/<uuid:sak_id>/deltakere/foresatt/", deltakere.foresatt_new, name="foresatt-new"),
    path("sak/<uuid:sak_id>/deltakere/ungdom/", ungdom.ungdom_invite, name="ungdom-invite"),
    path("sak/<uuid:sak_id>/deltakere/inviter/", deltakere.foresatt_invite, name="foresatt-invite"),
    path("familien/<uuid:familierelasjon_id>/", relasjonsvalg.relasjon_edit, name="relasjon-edit"),
    path(
        "relasjoner/endring/<uuid:endring_id>/",
        relasjonsvalg.relasjonsendring_decide,
        name="relasjonsendring",
    ),
    path("relasjoner/", relasjoner.relasjoner, name="relasjoner"),
    path("relasjoner/<uuid:relasjon_id>/bekreft/", relasjoner.relasjon_confirm, name="relasjon-confirm"),
    path("relasjoner/<uuid:relasjon_id>/avvis/", relasjoner.relasjon_decline, name="relasjon-decline"),
    path("innsynsspoersmaal/", innsynsspoersmaal.innsynsspoersmaal_list, name="innsynsspoersmaal-list"),
    path(
        "innsynsspoersmaal/<uuid:spoersmaal_id>/",
        innsynsspoersmaal.innsynsspoersmaal_svar,
        name="innsynsspoersmaal-svar",
    ),
    path("noedtilgang/", noedtilgang.noedtilgang_new, name="noedtilgang-new"),
    path("noedtilgang/vurder/", noedtilgang.noedtilgang_list, name="noedtilgang-list"),
    path("noedtilgang/<uuid:noedtilgang_id>/avslutt/", noedtilgang.noedtilgang_end, name="noedtilgang-end"),
    path(
        "noedtilgang/<uuid:noedtilgang_id>/vurder/", noedtilgang.noedtilgang_review, name="noedtilgang-vurder"
    ),
    path(
        "noedtilgang/<uuid:noedtilgang_id>/familien/",
        noedtilgang.noedtilgang_familie,
        name="noedtilgang-familie",
    ),
    path("sak/<uuid:sak_id>/sperringer/", sperring.sperring_list, name="sperring-list"),
    path("sak/<uuid:sak_id>/sperringer/ny/", sperring.sperring_new, name="sperring-new"),
    path("sak/<uuid:sak_id>/sperringer/aapne/", sperring.tilgang_reopen, name="tilgang-aapne"),
    path("sperringer/", sperring.sperringer, name="sperringer"),
    path("sperringer/<uuid:sperring_id>/opphev/", sperring.sperring_lift, name="sperring-opphev"),
    path("vikar/", stedfortredere.stedfortreder_list, name="stedfortreder-list"),
    path("vikar/ny/", stedfortredere.stedfortreder_new, name="stedfortreder-new"),
    path(
        "vikar/<uuid:stedfortreder_id>/avslutt/",
        stedfortredere.stedfortreder_end,
        name="stedfortreder-avslutt",
    ),
    *urls_veileder.urlpatterns,
    *urls_undring.urlpatterns,
    *urls_trygg.urlpatterns,
    *urls_samordning.urlpatterns,
    *urls_skjema.urlpatterns,
]
