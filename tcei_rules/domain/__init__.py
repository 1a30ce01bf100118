"""The scheme's words as frozen, strict models. No I/O, no clock, no randomness."""
