"""Certification of cluster organisations by declarative, versioned rulesets.

The one path: a ruleset and answers go in, an explained decision and a
verifiable certificate come out. Layers and their order: docs/architecture.md.
"""
