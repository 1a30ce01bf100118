"""What a demonstration shows: a fictional cohort, and the labels that were really published."""
