"""What people carry out of Konbit and read elsewhere: slides, documents, sheets for printing, workbooks.

Each is made of the same records, by the same sight of one person, as the page that links to it, in the language of that
page. The same records at the same version are the same bytes.
"""
