"""Jauge from a program of one's own, with Python's standard library alone: copy it and change it.

JAUGE=https://crm.example.com TOKEN=jauge_… python jauge.py
"""

import json
import os
import time
import urllib.error
import urllib.request
import uuid


class Refused(Exception):
    """What Jauge refuses: `problem` is its document, with `code`, `sentence` and the `errors` of fields."""

    def __init__(self, problem):
        super().__init__(problem["sentence"])
        self.problem = problem


class Jauge:
    def __init__(self, address, token):
        self.address, self.token = address.rstrip("/"), token

    def ask(self, method, path, body=None, **headers):
        """The answer as Python has it, and its headers. A POST is sent again with its key if the line breaks."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        if method == "POST":
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        data = None if body is None else json.dumps(body).encode()
        for attempt in range(5):
            request = urllib.request.Request(self.address + path, data, headers, method=method)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    text = answer.read()
                    return (json.loads(text) if text else None), answer.headers
            except urllib.error.HTTPError as error:
                if error.code != 429:
                    raise Refused(json.loads(error.read())) from None
                time.sleep(int(error.headers["Retry-After"]))
            except urllib.error.URLError:
                if attempt == 4 or method not in ("GET", "POST"):
                    raise
                time.sleep(2**attempt)
        raise TimeoutError("Jauge did not answer in time.")

    def each(self, path):
        """All rows of a list, page by page."""
        while path:
            page, _headers = self.ask("GET", path)
            yield from page["results"]
            path = page["next"]


def main():
    jauge = Jauge(os.environ["JAUGE"], os.environ["TOKEN"])

    account, _headers = jauge.ask("POST", "/api/accounts/", {"name": "Moulin de Pierre", "external_id": "WEB-1042"})
    deal, _headers = jauge.ask(
        "POST", "/api/opportunities/", {"name": "Two millstones", "account": account["id"], "amount": "2500.00"}
    )

    # Only if nobody changed it since it was read.
    deal, headers = jauge.ask("GET", f"/api/opportunities/{deal['id']}/")
    seen = {"If-Match": headers["ETag"]}
    jauge.ask("PATCH", f"/api/opportunities/{deal['id']}/", {"expected_close_on": "2030-06-30"}, **seen)
    try:
        jauge.ask("PATCH", f"/api/opportunities/{deal['id']}/", {"amount": "1.00"}, **seen)
    except Refused as refused:
        print("refused:", refused.problem["code"])

    won, _headers = jauge.ask("POST", f"/api/opportunities/{deal['id']}/win/", {"amount": "2400.00"})
    print("won:", won["amount"])

    # Many calls at once, all of them or none.
    kind = next(jauge.each("/api/activity-types/?limit=1"))["id"]
    calls = [{"type": kind, "account": account["id"], "subject": f"Call {number}"} for number in range(3)]
    made, _headers = jauge.ask("POST", "/api/activities/bulk/", {"rows": calls})
    print("calls:", len(made["results"]))

    names = [row["name"] for row in jauge.each("/api/accounts/?external_id=WEB-1042&fields=id,name")]
    print("accounts:", ", ".join(names))

    question = {"metrics": ["revenue"], "period": "this-year", "by": ["owner"]}
    figures, _headers = jauge.ask("POST", "/api/kpis/query", question)
    print("revenue:", figures["total"]["revenue"]["value"])


if __name__ == "__main__":
    main()
