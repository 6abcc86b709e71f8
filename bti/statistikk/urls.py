"""The pages of statistikk."""

from django.urls import URLPattern

app_name = "statistikk"
urlpatterns: list[URLPattern] = []
