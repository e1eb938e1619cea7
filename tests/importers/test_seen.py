"""What a file's earlier rows said is known in any process, and takes no memory."""

import sys
from decimal import Decimal
from pathlib import Path

from crm.importers.kinds.base import mark_of
from crm.importers.seen import Seen, fingerprint

KEY, SAID, ELSE = 11, 22, 33


def test_rows_of_earlier_chunks_are_remembered() -> None:
    seen = Seen()
    seen.look_up([(KEY, SAID)])
    seen.add(KEY, SAID, 2)
    seen.keep()
    seen.look_up([(KEY, ELSE), (44, SAID)])
    assert (seen.earlier[KEY].count, seen.earlier[KEY].line, seen.earlier[KEY].fingerprints) == (1, 2, set())
    assert seen.earlier[44].count == 0
    seen.look_up([(KEY, SAID)])
    assert seen.earlier[KEY].fingerprints == {SAID}


def test_more_keys_than_a_statement_takes() -> None:
    seen = Seen()
    for number in range(1500):
        seen.add(number, number + 1, number + 2)
    seen.keep()
    seen.look_up([(number, number + 1) for number in range(3000)])
    assert sum(bool(each.fingerprints) for each in seen.earlier.values()) == 1500


def test_memory_does_not_grow_with_the_rows() -> None:
    seen = Seen()
    sizes = []
    for chunk in range(20):
        marks = [(fingerprint(("key", chunk, number)), number) for number in range(500)]
        seen.look_up(marks)
        for number, (key, said) in enumerate(marks):
            seen.add(key, said, number)
        seen.keep()
        sizes.append(sys.getsizeof(seen.earlier) + sys.getsizeof(seen.fresh))
    assert max(sizes) == sizes[1]


def test_another_process_goes_on_without_what_was_not_brought_to_an_end(tmp_path: Path) -> None:
    first = Seen(tmp_path / "seen")
    first.add(KEY, SAID, 2)
    first.add_parent("mill", "group", 2)
    first.keep()
    first.add(44, SAID, 3)
    first.add_parent("bakery", "group", 3)
    first.keep()
    first.close()
    second = Seen(tmp_path / "seen")
    second.forget_after(2)
    second.look_up([(KEY, SAID), (44, SAID)])
    assert second.earlier[KEY].fingerprints == {SAID}
    assert second.earlier[44].count == 0
    assert list(second.all_parents()) == [{"mill": "group"}]


def test_equal_keys_have_the_same_mark() -> None:
    assert mark_of((("amount",), Decimal("1.5"))) == mark_of((("amount",), Decimal("1.500000")))
    assert mark_of((("amount",), Decimal("0"))) == mark_of((("amount",), Decimal("-0.00")))
    assert mark_of((("amount",), Decimal("1.5"))) != mark_of((("amount",), Decimal("15")))
