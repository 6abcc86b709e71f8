"""The pages of stafettlogg: home, the case, its log, meetings and messages, and search."""

from django.urls import path

from stafettlogg.views import (
    historie,
    hjem,
    innlegg,
    innlegg_flere,
    melding,
    moete,
    moete_hold,
    nivaa,
    plan,
    sak,
    skjerming,
    soek,
    stafett,
    stafett_flere,
    stafett_ledig,
    stafett_tilbudt,
)

app_name = "stafettlogg"
urlpatterns = [
    path("", hjem.hjem, name="hjem"),
    path("saker/sok/", soek.soek, name="soek"),
    path("sak/<uuid:sak_id>/", sak.sak, name="sak"),
    path("sak/<uuid:sak_id>/historie/", historie.historie, name="historie"),
    path("sak/<uuid:sak_id>/steg/", sak.steg, name="steg"),
    path("sak/<uuid:sak_id>/nivaa/", nivaa.nivaa_move, name="nivaa-move"),
    path("sak/<uuid:sak_id>/plan/", plan.plan, name="plan"),
    path("sak/<uuid:sak_id>/plan/endre/", plan.plan_edit, name="plan-edit"),
    path("sak/<uuid:sak_id>/plan/avslutt/", plan.plan_end, name="plan-end"),
    path("sak/<uuid:sak_id>/plan/papir/", plan.plan_papir, name="plan-papir"),
    path("sak/<uuid:sak_id>/stafettpinne/", stafett.stafett_gi, name="stafett-gi"),
    path("stafettpinner/gi-fra-deg/", stafett_flere.stafett_flere, name="stafett-flere"),
    path("stafettpinner/tilbudt/", stafett_tilbudt.stafett_tilbudt, name="stafett-tilbudt"),
    path("stafettpinner/uten-holder/", stafett_ledig.stafett_ledig, name="stafett-ledig"),
    path("stafettpinner/spurt/", stafett_ledig.stafett_spurt, name="stafett-spurt"),
    path("stafettpinne/<uuid:veksling_id>/", stafett.stafett_svar, name="stafett-svar"),
    path("innlegg/for-flere/", innlegg_flere.innlegg_flere, name="innlegg-flere"),
    path("sak/<uuid:sak_id>/innlegg/nytt/", innlegg.innlegg_new, name="innlegg-new"),
    path("innlegg/<uuid:innlegg_id>/rett/", innlegg.innlegg_rett, name="innlegg-rett"),
    path("innlegg/<uuid:innlegg_id>/skjul/", skjerming.innlegg_skjul, name="innlegg-skjul"),
    path("sak/<uuid:sak_id>/melding/ny/", melding.melding_new, name="melding-new"),
    path("sak/<uuid:sak_id>/moete/nytt/", moete.moete_new, name="moete-new"),
    path("moete/<uuid:moete_id>/", moete.moete_detail, name="moete-detail"),
    path("moete/<uuid:moete_id>/svar/", moete.moete_svar, name="moete-svar"),
    path("moete/<uuid:moete_id>/flytt/", moete.moete_flytt, name="moete-flytt"),
    path("moete/<uuid:moete_id>/avlys/", moete.moete_avlys, name="moete-avlys"),
    path("moete/<uuid:moete_id>/hold/", moete_hold.moete_hold, name="moete-hold"),
    path("moete/<uuid:moete_id>/holdt/", moete_hold.moete_holdt, name="moete-holdt"),
]
