"""Measured comparisons; run by `python -m benchmarks`, with `--quick` in a minute."""
