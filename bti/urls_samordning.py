"""Teams, questions without a name, forms, rights and coordination."""

from django.urls import URLPattern, path

from bti.views import droefting, fagteam, fagteammoeter, samordning

urlpatterns: list[URLPattern] = [
    path("droefting/", droefting.droefting_list, name="droefting-list"),
    path("droefting/ny/", droefting.droefting_new, name="droefting-new"),
    path("droefting/<uuid:droefting_id>/", droefting.droefting_detail, name="droefting-detail"),
    path("droefting/<uuid:droefting_id>/trekk/", droefting.droefting_trekk, name="droefting-trekk"),
    path("team/", fagteam.team_list, name="team-list"),
    path("team/<uuid:fagteam_id>/", fagteam.team_detail, name="team-detail"),
    path("team/<uuid:fagteam_id>/moete/nytt/", fagteammoeter.moete_new, name="team-moete-new"),
    path("teammoete/<uuid:fagteammoete_id>/", fagteammoeter.moete_detail, name="teammoete-detail"),
    path("teammoete/<uuid:fagteammoete_id>/punkt/", fagteammoeter.punkt_new, name="teammoete-punkt"),
    path("teampunkt/<uuid:fagteampunkt_id>/flytt/", fagteammoeter.punkt_flytt, name="teampunkt-flytt"),
    path("teampunkt/<uuid:fagteampunkt_id>/ta-av/", fagteammoeter.punkt_ta_av, name="teampunkt-ta-av"),
    path("sak/<uuid:sak_id>/team/", fagteammoeter.sak_team, name="sak-team"),
    path("oppsett/team/nytt/", fagteam.team_new, name="team-new"),
    path("oppsett/team/<uuid:fagteam_id>/", fagteam.team_edit, name="team-edit"),
    path("oppsett/team/<uuid:fagteam_id>/medlem/", fagteam.team_medlem, name="team-medlem"),
    path("oppsett/teammedlem/<uuid:fagteammedlem_id>/", fagteam.team_medlem_edit, name="team-medlem-edit"),
    path(
        "oppsett/teammedlem/<uuid:fagteammedlem_id>/slutt/",
        fagteam.team_medlem_slutt,
        name="team-medlem-slutt",
    ),
    path("sak/<uuid:sak_id>/koordinering/", samordning.koordinering, name="koordinering"),
    path("sak/<uuid:sak_id>/koordinering/ny/", samordning.koordinering_new, name="koordinering-new"),
    path("sak/<uuid:sak_id>/koordinering/avslutt/", samordning.koordinering_end, name="koordinering-end"),
    path("oppsett/rettigheter/", samordning.rettighet_list, name="rettighet-list"),
    path("oppsett/rettigheter/<uuid:rettighet_id>/", samordning.rettighet_edit, name="rettighet-edit"),
]
