"""Addresses of the house's own pages about itself."""

from django.urls import path

from konbit.ui import pages

urlpatterns = [
    path("translations/", pages.translations, name="translations"),
    path("labels/", pages.labels, name="labels"),
    path("ui/", pages.gallery, name="gallery"),
]
