"""Addresses of the audit room."""

urlpatterns = []
