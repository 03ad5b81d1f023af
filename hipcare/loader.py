"""The one script that stands in a page: it fetches the others once the page has been painted.

A script's file, however late, is fetched before the first paint or beside it; this one costs no
request. The policy allows it by its digest, so that a kept page stays the same for everybody.
"""

from base64 import b64encode
from hashlib import sha256

# Callbacks for a frame run just before it is painted, and what they put off just after.
LOADER = (
    "{const{then}=document.currentScript.dataset;"
    "requestAnimationFrame(()=>setTimeout(()=>import(then)))}"
)
LOADER_DIGEST = f"'sha256-{b64encode(sha256(LOADER.encode()).digest()).decode()}'"
