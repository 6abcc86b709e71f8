"""The pages of tiltak."""

from django.urls import path

from tiltak import views, views_aapen, views_forespoersel

app_name = "tiltak"
urlpatterns = [
    path("tiltakstrapp/", views.trapp, name="trapp"),
    path("trapp/<uuid:kommune_id>/", views_aapen.trapp_aapen, name="trapp-aapen"),
    path("sak/<uuid:sak_id>/maal/nytt/", views.maal_new, name="maal-new"),
    path("maal/<uuid:maal_id>/", views.maal_edit, name="maal-edit"),
    path("sak/<uuid:sak_id>/tiltak/nytt/", views.tiltak_new, name="new"),
    path("sak/<uuid:sak_id>/tiltak/uten-ansvarlig/", views_forespoersel.tiltak_spoer, name="spoer"),
    path("tiltak/spoersmaal/<uuid:forespoersel_id>/", views_forespoersel.tiltak_svar, name="svar"),
    path("tiltak/<uuid:tiltak_id>/", views.tiltak_edit, name="edit"),
    path("tiltak/<uuid:tiltak_id>/evaluer/", views.tiltak_evaluate, name="evaluate"),
]
