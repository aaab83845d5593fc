"""Start-up of the audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "konbit.audit"
    default_auto_field = "django.db.models.BigAutoField"
