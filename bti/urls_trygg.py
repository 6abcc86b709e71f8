"""The safe way out: suspicion of violence, abuse or serious neglect."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
