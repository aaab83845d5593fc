"""The menus, as data: the frame draws them, so that it needs to know no room."""

from django.utils.translation import gettext_lazy as _

# The top bar. `needs`: anyone, signed_in, operator or demo.
NAVIGATION = [
    {"url_name": "front_page", "label": _("Start"), "needs": "anyone"},
    {"url_name": "my_page", "label": _("My page"), "needs": "signed_in"},
    {"url_name": "tour", "label": _("Where this comes from"), "needs": "anyone"},
    {"url_name": "rules", "label": _("Programs"), "needs": "anyone"},
    {"url_name": "search", "label": _("Search"), "needs": "anyone"},
    {"url_name": "mailbox", "label": _("Mailbox"), "needs": "demo"},
    {"url_name": "installation", "label": _("Installation"), "needs": "operator"},
]

# The pages of a group, each with the group's short name in its address. `needs`: public, inside (for a network, a
# member of any group in it), member or convener.
GROUP_PAGES = [
    {"url_name": "group", "label": _("Overview"), "needs": "public"},
    {"url_name": "results", "label": _("Priorities and results"), "needs": "public"},
    {"url_name": "money", "label": _("Money"), "needs": "inside"},
    {"url_name": "meetings", "label": _("Meetings"), "needs": "member"},
    {"url_name": "commitments", "label": _("Commitments"), "needs": "member"},
    {"url_name": "members", "label": _("Members"), "needs": "member"},
    {"url_name": "together", "label": _("Working together"), "needs": "member"},
    {"url_name": "group_settings", "label": _("Settings"), "needs": "convener"},
]
