"""Addresses of the exchange room."""

urlpatterns: list = []
