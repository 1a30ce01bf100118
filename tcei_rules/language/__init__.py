"""Ruleset text to domain and back: reading with line and column.

```python
from tcei_rules.language.ruleset import read_ruleset

ruleset = read_ruleset(Path("rulesets/ecei/2.0.0.yaml").read_bytes(), "2.0.0.yaml").ruleset
```
"""
