"""The command line: words in, words out, exit codes. Decisions of any kind are made elsewhere."""
