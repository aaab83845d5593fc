"""Money from funder to block: who gave what to whom, for which places, decided by whom, and what was done with it.

Words (GLOSSARY.md): an *award* is money one organization gives another for a term; awards lie in a tree, and what is
passed on never exceeds what is held. An *interest* is what ties a deciding seat to a recipient. A *payment* is promised,
then paid; a *return* comes back. An *activity* is recorded once by the organization that did it and stands in every
report above. A *question to a funder* is open until its asker says that it was answered. A *pursuit* is one
organization's way toward one source of funding.

Money is whole cents with its currency. A network that shows its money shows the trail to everybody; everything else
in this room is for the members of the network and of the groups inside it.
"""
