"""Addresses of the accounts room."""

from django.urls import path

from konbit.accounts.pages import api_keys, details, letters, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("me/details/", details.details, name="details"),
    path("me/details/address-works/", details.address_works, name="address_works"),
    path("me/keys/", api_keys.api_keys, name="api_keys"),
    path("me/keys/<uuid:key_id>/revoke/", api_keys.revoke, name="revoke_api_key"),
    path("letters/stop/<str:token>/", letters.stop, name="stop_letters"),
    path("mailbox/", letters.mailbox, name="mailbox"),
    path("installation/letters/", letters.unplaced, name="unplaced_letters"),
    path("installation/letters/<uuid:letter_id>/", letters.deal_with, name="deal_with_letter"),
]
