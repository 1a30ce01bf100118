"""Use cases: what people do with the record, one module an activity."""
