"""The guide: read, kept and published."""

from django.urls import URLPattern, path

from bti.views import hva_skjer, veileder, veiledere, veilederfil

urlpatterns: list[URLPattern] = [
    path("veileder/", veileder.veileder, name="veileder"),
    path("veileder/sok/", veileder.veileder_soek, name="veileder-soek"),
    path("veileder/<uuid:serie_id>/", veileder.veileder_serie, name="veileder-serie"),
    path("veileder/<uuid:serie_id>/skriv-ut/", veileder.veileder_papir, name="veileder-papir"),
    path("veileder/steg/<uuid:steg_varig>/", veileder.veileder_steg, name="veileder-steg"),
    path("hva-skjer/", hva_skjer.hva_skjer, name="hva-skjer"),
    path("hva-skjer/<uuid:kommune_id>/", hva_skjer.hva_skjer_kommune, name="hva-skjer-kommune"),
    path("veiledere/", veiledere.veileder_admin, name="veileder-admin"),
    path("veiledere/ny/", veiledere.veileder_new, name="veileder-new"),
    path("veiledere/hent-inn/", veilederfil.veileder_import, name="veileder-import"),
    path("veiledere/steg/<uuid:steg_varig>/", veiledere.veileder_steg_utkast, name="veileder-steg-utkast"),
    path("veiledere/<uuid:veileder_id>/", veiledere.veileder_edit, name="veileder-edit"),
    path("veiledere/<uuid:veileder_id>/om/", veiledere.veileder_om, name="veileder-om"),
    path("veiledere/<uuid:veileder_id>/nivaa/", veiledere.veileder_nivaa_edit, name="veileder-nivaa-edit"),
    path("veiledere/<uuid:veileder_id>/steg/ny/", veiledere.veileder_steg_new, name="veileder-steg-new"),
    path(
        "veiledere/<uuid:veileder_id>/steg/<uuid:steg_varig>/",
        veiledere.veileder_steg_edit,
        name="veileder-steg-edit",
    ),
    path("veiledere/<uuid:veileder_id>/flytt/", veiledere.veileder_flytt, name="veileder-flytt"),
    path(
        "veiledere/<uuid:veileder_id>/forhaandsvis/",
        veiledere.veileder_forhaandsvis,
        name="veileder-forhaandsvis",
    ),
    path("veiledere/<uuid:veileder_id>/publiser/", veiledere.veileder_publiser, name="veileder-publiser"),
    path("veiledere/<uuid:veileder_id>/slett/", veiledere.veileder_slett, name="veileder-slett"),
    path("veiledere/<uuid:veileder_id>/eksport/", veiledere.veileder_eksport, name="veileder-eksport"),
]
