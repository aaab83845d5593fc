"""Addresses of the audit room."""

from django.urls import path

from konbit.audit import pages

urlpatterns = [path("installation/audit/", pages.audit, name="audit")]
