"""Everything about one decision in one zip file, and how a stranger's program checks it.

Nothing in here needs a database or a network: what is checked is what is in
the file, and whose keys count is what the reader brings along.
"""
