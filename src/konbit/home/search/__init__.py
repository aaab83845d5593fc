"""Search over one's networks.

`kinds` says which records can be found, by which words, by whom (a kind that is not there is never found); `doors` who
stands before which; `index` asks the database; `keeping` keeps the index as the records are; `seeking` finds, and reads
every hit from its record again. docs/decisions/0012 says why.
"""
