"""The pages of tiltak."""

from django.urls import path

from tiltak import views, views_aapen

app_name = "tiltak"
urlpatterns = [
    path("tiltakstrapp/", views.trapp, name="trapp"),
    path("trapp/<uuid:kommune_id>/", views_aapen.trapp_aapen, name="trapp-aapen"),
    path("sak/<uuid:sak_id>/maal/nytt/", views.maal_new, name="maal-new"),
    path("maal/<uuid:maal_id>/", views.maal_edit, name="maal-edit"),
    path("sak/<uuid:sak_id>/tiltak/nytt/", views.tiltak_new, name="new"),
    path("tiltak/<uuid:tiltak_id>/", views.tiltak_edit, name="edit"),
    path("tiltak/<uuid:tiltak_id>/evaluer/", views.tiltak_evaluate, name="evaluate"),
]
