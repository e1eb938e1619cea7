"""Signing in through the page, as people do."""

from typing import Any


def sign_in(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", "word")
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)
