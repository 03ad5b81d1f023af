"""Asking for a static file as a browser does."""


def fetch(client, address):
    """The answer and the bytes that travel, to a browser that knows brotli."""
    answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    content = answer.getvalue()
    answer.close()
    return answer, content
