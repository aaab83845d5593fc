"""Addresses of the network room."""

from django.urls import path

from konbit.network.pages import attachments, capacity, groups, members, organizations, together

GROUP = "groups/<slug:address>/"

urlpatterns = [
    path(GROUP + "members/", members.members, name="members"),
    path(GROUP + "members/new/", members.add_person, name="add_person"),
    path(GROUP + "seats/new/", members.open_seat, name="open_seat"),
    path(GROUP + "seats/<uuid:seat_id>/", members.seat, name="seat"),
    path(
        GROUP + "seats/<uuid:seat_id>/holders/<uuid:holder_id>/",
        members.hand_over_seat,
        name="hand_over_seat",
    ),
    path(GROUP + "holders/<uuid:holder_id>/end/", members.end_holding, name="end_holding"),
    path(GROUP + "holders/<uuid:holder_id>/stays/", members.take_back_hand_over, name="undo_hand_over"),
    path(GROUP + "roles/<uuid:role_id>/end/", members.end_role_page, name="end_role"),
    path(GROUP + "invitations/<uuid:invitation_id>/again/", members.invite_again, name="invite_again"),
    path(GROUP + "settings/", groups.group_settings, name="group_settings"),
    path(GROUP + "settings/place/", groups.move_group, name="move_group"),
    path(GROUP + "groups/new/", groups.new_group, name="new_group"),
    path(GROUP + "organizations/", organizations.organizations, name="organizations"),
    path(GROUP + "organizations/new/", organizations.new_organization, name="new_organization"),
    path(GROUP + "organizations/merge/", organizations.merge, name="merge_organizations"),
    path(
        GROUP + "organizations/merges/<uuid:merge_id>/undo/", organizations.undo_merge_page, name="undo_merge"
    ),
    path(GROUP + "organizations/<uuid:organization_id>/", organizations.organization, name="organization"),
    path(GROUP + "communities/new/", organizations.new_community, name="new_community"),
    path(GROUP + "together/", together.together, name="together"),
    path(GROUP + "collaborations/new/", together.log, name="log_collaboration"),
    path(GROUP + "collaborations/<uuid:collaboration_id>/end/", together.end, name="end_collaboration"),
    path(
        GROUP + "collaborations/<uuid:collaboration_id>/withdraw/",
        together.withdraw,
        name="withdraw_collaboration",
    ),
    path(
        GROUP + "collaborations/<uuid:collaboration_id>/restore/",
        together.restore,
        name="restore_collaboration",
    ),
    path(GROUP + "offers/", together.offers, name="offers"),
    path(GROUP + "offers/new/", together.new_offer, name="new_offer"),
    path(
        GROUP + "offers/<uuid:offer_id>/withdraw/",
        together.change_offer,
        {"step": "withdraw"},
        name="withdraw_offer",
    ),
    path(
        GROUP + "offers/<uuid:offer_id>/restore/",
        together.change_offer,
        {"step": "restore"},
        name="restore_offer",
    ),
    path(GROUP + "launch/", capacity.launch, name="launch"),
    path(GROUP + "wanted/", capacity.wanted, name="wanted"),
    path(GROUP + "capacity/", capacity.capacity, name="capacity"),
    path(GROUP + "capacity/new/", capacity.new_need, name="new_need"),
    path(GROUP + "capacity/<uuid:support_need_id>/withdraw/", capacity.withdraw, name="withdraw_need"),
    path(GROUP + "capacity/<uuid:support_need_id>/<slug:step>/", capacity.need_step, name="need_step"),
    path("invitation/<str:token>/", members.invitation, name="invitation"),
    path("files/new/<slug:about>/<uuid:record_id>/", attachments.add, name="add_attachment"),
    path("files/<uuid:attachment_id>/", attachments.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/saved/", attachments.download, name="download_attachment"),
    path("files/<uuid:attachment_id>/picture/", attachments.picture, name="attachment_picture"),
    path("files/<uuid:attachment_id>/remove/", attachments.remove, name="remove_attachment"),
    path("files/<uuid:attachment_id>/remove/undo/", attachments.undo_remove, name="undo_remove_attachment"),
]
