"""A worry: from the first note to what it came to."""

from django.urls import URLPattern, path

from bti.views import aapning, samtale, undring, undringsbok, undringsdeling, undringssletting

urlpatterns: list[URLPattern] = [
    path("undring/", undring.undring_list, name="undring-list"),
    path("undring/ny/", undring.undring_new, name="undring-new"),
    path("undring/<uuid:undring_id>/", undring.undring_detail, name="undring-detail"),
    path("undring/<uuid:undring_id>/endre/", undring.undring_edit, name="undring-edit"),
    path("undring/<uuid:undring_id>/steg/<uuid:steg_id>/", undring.undring_steg, name="undring-steg"),
    path("undring/<uuid:undring_id>/notat/", undringsbok.undring_notat, name="undring-notat"),
    path("undring/<uuid:undring_id>/skala/", undringsbok.undring_skala, name="undring-skala"),
    path("undring/<uuid:undring_id>/tegn/", undringsbok.undring_tegn, name="undring-tegn"),
    path("undring/<uuid:undring_id>/del/", undringsdeling.undring_del, name="undring-del"),
    path(
        "undring/<uuid:undring_id>/del/avslutt/",
        undringsdeling.undring_del_avslutt,
        name="undring-del-avslutt",
    ),
    path("undring/<uuid:undring_id>/samtale/ny/", samtale.samtale_new, name="samtale-new"),
    path("samtale/<uuid:samtale_id>/", samtale.samtale_edit, name="samtale-edit"),
    path("samtale/<uuid:samtale_id>/papir/", samtale.samtale_papir, name="samtale-papir"),
    path("samtaleark/foresatte/", samtale.ark_foresatte, name="ark-foresatte"),
    path("samtaleark/barnet/", samtale.ark_barnet, name="ark-barnet"),
    path("samtaleark/ikke-foerst/", samtale.ark_ikke_foerst, name="ark-ikke-foerst"),
    path("undring/<uuid:undring_id>/gjenaapne/", undring.undring_reopen, name="undring-reopen"),
    path("undring/<uuid:undring_id>/slett/", undringssletting.undring_delete, name="undring-delete"),
    path("undring/<uuid:undring_id>/avklar/", undring.undring_avklar, name="undring-avklar"),
    path("undring/<uuid:undring_id>/aapne-sak/", aapning.aapne_sak, name="undring-aapne-sak"),
    path("undring/<uuid:undring_id>/aapne-sak/bekreft/", aapning.bekreft_barn, name="undring-bekreft-barn"),
    path("undring/<uuid:undring_id>/aapne-sak/manuelt/", aapning.barn_manuelt, name="undring-barn-manuelt"),
]
