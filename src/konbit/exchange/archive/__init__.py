"""A network, or what one person may see, as one file that other programs read: tables, their description, and files.

`contents` lists every table: those that travel and those that stay behind, each with the reason. `rows` finds the rows,
`unnamed` takes the names from what was said without names, `seen` leaves a person what they may see, `describing` says
in words what each column means, `packing` writes the file and `opening` reads one that somebody brings.
"""
