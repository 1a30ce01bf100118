"""Certificates that anyone can verify: written, signed, and judged without a server.

```python
from tcei_certificates.preparing import prepare
from tcei_certificates.signing import sign
from tcei_certificates.verifying import verify

signed = sign(prepare(content, issuer), signer, created="2026-11-24T18:00:00Z")
verify(signed.to_bytes(), trust, at="2026-11-25T08:00:00Z").status
```
"""
