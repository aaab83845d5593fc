"""Addresses of the lawbook, all public, below /rules/."""

from django.urls import path

from konbit.lawbook.pages import accuracy, programs, trying

urlpatterns = [
    path("", programs.programs, name="rules"),
    path("accuracy/", accuracy.accuracy, name="rules_accuracy"),
    path("try/", trying.try_it, name="rules_try"),
    path("<slug:code>/", programs.program, name="rules_program"),
]
