"""Codings in the forms of other annotators' tools: brat, UIMA CAS (INCEpTION) and W3C web annotations.

`coding` takes a review apart into marks and puts one together; `fields` says how a mark's fields are written
as plain text, the same in every tool; `brat`, `cas` and `w3c` know one form each.
"""
