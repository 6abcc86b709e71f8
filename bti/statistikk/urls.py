"""The leader's page: counts, no names."""

from django.urls import path

from bti.statistikk import views

app_name = "statistikk"
urlpatterns = [path("oversikt/", views.oversikt, name="oversikt")]
