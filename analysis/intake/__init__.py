"""Bringing in an article: from a saved page, a plain text or an address to a text and its sidecar in seeds/.

Whatever comes in is hostile until proven otherwise. saved reads the file, fetch an address (and nothing else
in the project fetches), charset its bytes, page and metadata what stands in it, published when it came out;
copies says whether the text is there already, sidecar and store write, report tells.
"""


class Refused(ValueError):
    """What is given cannot be brought in; the message is the reason, on one line."""
