"""The staff's pages about worries and cases."""

from django.urls import path

from bti.revisjon import views as innsyn
from bti.views import aapning, deltakere, kladd, relasjoner, sak, undring, veileder

app_name = "bti"
urlpatterns = [
    path("kladd/", kladd.kladd_save, name="kladd-save"),
    path("kladder/", kladd.kladd_list, name="kladd-list"),
    path("kladder/<uuid:kladd_id>/slett/", kladd.kladd_delete, name="kladd-slett"),
    path("sak/<uuid:sak_id>/hvem-har-sett/", innsyn.sak_hvem_har_sett, name="hvem-har-sett"),
    path("okt/forleng/", kladd.oekt_extend, name="okt-forleng"),
    path("undring/", undring.undring_list, name="undring-list"),
    path("undring/ny/", undring.undring_new, name="undring-new"),
    path("undring/<uuid:undring_id>/", undring.undring_detail, name="undring-detail"),
    path("undring/<uuid:undring_id>/endre/", undring.undring_edit, name="undring-edit"),
    path("undring/<uuid:undring_id>/steg/<uuid:steg_id>/", undring.undring_steg, name="undring-steg"),
    path("undring/<uuid:undring_id>/avklar/", undring.undring_avklar, name="undring-avklar"),
    path("undring/<uuid:undring_id>/aapne-sak/", aapning.aapne_sak, name="undring-aapne-sak"),
    path("undring/<uuid:undring_id>/aapne-sak/bekreft/", aapning.bekreft_barn, name="undring-bekreft-barn"),
    path("undring/<uuid:undring_id>/aapne-sak/manuelt/", aapning.barn_manuelt, name="undring-barn-manuelt"),
    path("saker/", sak.sak_list, name="sak-list"),
    path("sak/<uuid:sak_id>/neste-steg/", sak.sak_neste, name="sak-neste"),
    path("sak/<uuid:sak_id>/deltakere/", deltakere.deltakere, name="sak-deltakere"),
    path("sak/<uuid:sak_id>/deltakere/ny/", deltakere.deltaker_new, name="deltaker-new"),
    path("sak/<uuid:sak_id>/deltakere/foresatt/", deltakere.foresatt_new, name="foresatt-new"),
    path("sak/<uuid:sak_id>/deltakere/inviter/", deltakere.foresatt_invite, name="foresatt-invite"),
    path("relasjoner/", relasjoner.relasjoner, name="relasjoner"),
    path("relasjoner/<uuid:relasjon_id>/bekreft/", relasjoner.relasjon_confirm, name="relasjon-confirm"),
    path("relasjoner/<uuid:relasjon_id>/avvis/", relasjoner.relasjon_decline, name="relasjon-decline"),
    path("veileder/", veileder.veileder, name="veileder"),
]
