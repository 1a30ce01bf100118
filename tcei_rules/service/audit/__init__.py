"""Auditing: the whole record looked at, each check by its name."""
