"""What of a request must be equal between Newman and Coffer.

Left out is only what must differ: the value of User-Agent and of Postman-Token, the text of a multipart boundary, and where Host,
Content-Length and a body's own Content-Type stand (each HTTP client has its place for them).
"""

import re

VOLATILE = {"user-agent", "postman-token"}
PLACED_BY_THE_CLIENT = {"host", "content-length", "content-type"}


def comparable(request):
    body = request.body
    headers = [(name, "…" if name.lower() in VOLATILE else value) for name, value in request.headers]
    boundary = re.search(r"boundary=(.+)$", request.header("Content-Type") or "")
    if boundary:
        length = str(len(body))
        assert request.header("Content-Length") == length, "Content-Length does not fit"
        body = body.replace(boundary[1].encode(), b"BOUNDARY")
        headers = [(name, value.replace(boundary[1], "BOUNDARY")) for name, value in headers]
        headers = [(name, "…" if name.lower() == "content-length" else value) for name, value in headers]
    return {
        "line": request.line,
        "ordered": [each for each in headers if each[0].lower() not in PLACED_BY_THE_CLIENT],
        "placed": sorted(each for each in headers if each[0].lower() in PLACED_BY_THE_CLIENT),
        "body": body,
    }
