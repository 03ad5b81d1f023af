"""Asking for a page or a static file as a browser does."""


def fetch(client, address, encodings="gzip, br"):
    """The answer and the bytes that travel, to a browser that knows these encodings."""
    answer = client.get(address, headers={"Accept-Encoding": encodings})
    return answer, answer.getvalue()  # reading all of it closes the file
