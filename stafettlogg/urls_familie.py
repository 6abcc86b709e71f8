"""The family's pages: the same services and the same rule, their own words and base template.

What stands under samtykke/ has its list there.
"""

from django.urls import path

from samtykke import urls_familie_svar
from stafettlogg import views_familie as views
from stafettlogg import views_familieplan as plan
from stafettlogg import views_skjema as skjema
from stafettlogg import views_tilgang as tilgang
from stafettlogg import views_ungdom as ungdom
from tiltak import views_forespoersel

app_name = "familie"
urlpatterns = [
    path("", views.familie_hjem, name="hjem"),
    path("sak/<uuid:sak_id>/", views.familie_sak, name="sak"),
    path("sak/<uuid:sak_id>/historie/", views.familie_historie, name="historie"),
    path("sak/<uuid:sak_id>/melding/", views.familie_melding_new, name="melding-new"),
    path("sak/<uuid:sak_id>/hvem-har-sett/", tilgang.familie_hvem_har_sett, name="hvem-har-sett"),
    path(
        "sak/<uuid:sak_id>/hvem-har-sett/papir/",
        tilgang.familie_hvem_har_sett_papir,
        name="hvem-har-sett-papir",
    ),
    path("sak/<uuid:sak_id>/hvem-har-sett/spoer/", tilgang.familie_innsyn_spoer, name="innsyn-spoer"),
    path("sak/<uuid:sak_id>/steng-tilgangen/", tilgang.familie_steng_tilgang, name="steng-tilgang"),
    path(
        "sak/<uuid:sak_id>/foreldrenes-innsyn/",
        ungdom.familie_foreldreinnsyn,
        name="foreldreinnsyn",
    ),
    path("sak/<uuid:sak_id>/plan/", plan.familie_plan, name="plan"),
    path("sak/<uuid:sak_id>/plan/papir/", plan.familie_plan_papir, name="plan-papir"),
    path("moete/<uuid:moete_id>/", views.familie_moete, name="moete"),
    path("tiltak/<uuid:min_forespoersel_id>/", views_forespoersel.familie_tiltak_svar, name="tiltak-svar"),
    path("sak/<uuid:sak_id>/skjema/", skjema.familie_skjema_list, name="skjema-list"),
    path("skjema/<uuid:utfylling_id>/", skjema.familie_skjema, name="skjema"),
    *urls_familie_svar.urlpatterns,
]
