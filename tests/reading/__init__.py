"""A second reading of the rules documents, to hold against the product's own decisions.

This was written from the rules documents by someone who had not read the gate. It shares no
code with the product, so a slip in one is unlikely to be in the other too.
"""
