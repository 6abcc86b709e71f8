"""The family's pages: the same services and the same rule, their own words and base template."""

from django.urls import URLPattern

app_name = "familie"
urlpatterns: list[URLPattern] = []
