"""Dragging in small steps, as a hand does: the library looks at each of them."""

from typing import Any


def drag(page: Any, what: Any, target: Any) -> None:
    """From the right of what is dragged to the top of the target, which may appear with the first step."""
    thing = what.bounding_box()
    x, y = thing["x"] + thing["width"] - 20, thing["y"] + min(40, thing["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10, steps=4)
    target.wait_for()
    there = target.bounding_box()
    middle, top = there["x"] + there["width"] / 2, there["y"] + min(40, there["height"] / 2)
    page.mouse.move(middle, top, steps=12)
    # What is there makes room with a short movement, during which nothing is dropped on it.
    page.wait_for_timeout(300)
    page.mouse.move(middle + 4, top + 4, steps=3)
    page.mouse.up()
