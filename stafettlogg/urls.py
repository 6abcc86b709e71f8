"""The pages of stafettlogg."""

from django.urls import URLPattern

app_name = "stafettlogg"
urlpatterns: list[URLPattern] = []
