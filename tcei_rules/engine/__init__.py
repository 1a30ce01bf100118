"""Evaluation: the reference defines the meaning, the network must agree with it."""
