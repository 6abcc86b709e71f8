"""Teams, questions without a name, forms, rights and coordination."""

from django.urls import URLPattern, path

from bti.views import droefting, fagteam

urlpatterns: list[URLPattern] = [
    path("droefting/", droefting.droefting_list, name="droefting-list"),
    path("droefting/ny/", droefting.droefting_new, name="droefting-new"),
    path("droefting/<uuid:droefting_id>/", droefting.droefting_detail, name="droefting-detail"),
    path("team/", fagteam.team_list, name="team-list"),
    path("team/<uuid:fagteam_id>/", fagteam.team_detail, name="team-detail"),
    path("oppsett/team/nytt/", fagteam.team_new, name="team-new"),
    path("oppsett/team/<uuid:fagteam_id>/", fagteam.team_edit, name="team-edit"),
    path("oppsett/team/<uuid:fagteam_id>/medlem/", fagteam.team_medlem, name="team-medlem"),
    path(
        "oppsett/teammedlem/<uuid:fagteammedlem_id>/slutt/",
        fagteam.team_medlem_slutt,
        name="team-medlem-slutt",
    ),
]
