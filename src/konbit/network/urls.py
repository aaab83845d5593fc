"""Addresses of the network room."""

from django.urls import path

from konbit.network import pages

GROUP = "groups/<slug:address>/"

urlpatterns = [
    path(GROUP + "members/", pages.members, name="members"),
    path(GROUP + "members/new/", pages.add_person, name="add_person"),
    path(GROUP + "seats/new/", pages.open_seat, name="open_seat"),
    path(GROUP + "seats/<uuid:seat_id>/", pages.seat, name="seat"),
    path(
        GROUP + "seats/<uuid:seat_id>/holders/<uuid:holder_id>/", pages.hand_over_seat, name="hand_over_seat"
    ),
    path(GROUP + "holders/<uuid:holder_id>/end/", pages.end_holding, name="end_holding"),
    path(GROUP + "roles/<uuid:role_id>/end/", pages.end_role_page, name="end_role"),
    path(GROUP + "invitations/<uuid:invitation_id>/again/", pages.invite_again, name="invite_again"),
    path(GROUP + "settings/", pages.group_settings, name="group_settings"),
    path(GROUP + "settings/place/", pages.move_group, name="move_group"),
    path(GROUP + "groups/new/", pages.new_group, name="new_group"),
    path(GROUP + "organizations/", pages.organizations, name="organizations"),
    path(GROUP + "organizations/new/", pages.new_organization, name="new_organization"),
    path(GROUP + "organizations/merge/", pages.merge, name="merge_organizations"),
    path(GROUP + "organizations/merges/<uuid:merge_id>/undo/", pages.undo_merge_page, name="undo_merge"),
    path(GROUP + "organizations/<uuid:organization_id>/", pages.organization, name="organization"),
    path(GROUP + "communities/new/", pages.new_community, name="new_community"),
    path("invitation/<str:token>/", pages.invitation, name="invitation"),
]
