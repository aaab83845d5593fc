"""Addresses of the grants room."""

from konbit.grants import (
    duty_urls,
    impact_urls,
    pipeline_urls,
    standard_urls,
    trail_urls,
    tree_urls,
    work_urls,
)

urlpatterns = [
    *tree_urls.urlpatterns,
    *trail_urls.urlpatterns,
    *work_urls.urlpatterns,
    *duty_urls.urlpatterns,
    *impact_urls.urlpatterns,
    *pipeline_urls.urlpatterns,
    *standard_urls.urlpatterns,
]
