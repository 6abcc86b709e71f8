"""The safe way out: suspicion of violence, abuse or serious neglect."""

from django.urls import URLPattern, path

from bti.views import trygg

urlpatterns: list[URLPattern] = [
    path("trygg/", trygg.trygg, name="trygg"),
]
