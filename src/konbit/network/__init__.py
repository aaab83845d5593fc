"""Who belongs to the network: organizations, groups that nest, communities, seats and their holders, roles, invitations.

Words (GLOSSARY.md): a *network* is the topmost *group*; a *seat* is an organization's or community's place in a group and
stays when people leave; a *holder* is the person in a seat from one day to another; a *role* is held in a group by a
person, from one day to another; a *group member* is a seat, or a person with a role.

Verbs: found a group, change its settings, open a seat, seat a person, replace a holder, give a role, invite, merge
organizations and take a merge back. Private by default: who is not a member gets the one fixed 404 page.
"""
