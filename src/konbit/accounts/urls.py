"""Addresses of the accounts room."""

from django.urls import path

from konbit.accounts import pages

urlpatterns = [
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-in/<str:token>/", pages.sign_in_link, name="sign_in_link"),
    path("sign-out/", pages.sign_out, name="sign_out"),
    path("me/details/", pages.details, name="details"),
    path("mailbox/", pages.mailbox, name="mailbox"),
]
