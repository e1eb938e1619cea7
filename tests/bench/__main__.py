"""`python -m tests.bench`: measures pages, writes and statements on a generated company; see docs/performance.md.

python -m tests.bench fill --size 100000          fills the empty database of JAUGE_DATABASE_URL
python -m tests.bench pages                       pages and writes through HTTP, one gunicorn worker
python -m tests.bench load                        eight clients at once: requests per second
python -m tests.bench statements                  each engine statement beside hand-written SQL
python -m tests.bench api                         lists of the API by cursor, many rows at once, a million rows as CSV
python -m tests.bench imports --size 100000       a file of opportunities through the job of imports, into an empty database
"""

import argparse
import os
import secrets
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("JAUGE_SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("JAUGE_LOG_LEVEL", "warning")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("what", choices=["fill", "pages", "load", "statements", "api", "imports"])
    parser.add_argument("--size", type=int, default=100_000, help="opportunities (fill, imports)")
    parser.add_argument("--reps", type=int, default=300)
    parser.add_argument("--calls", type=int, default=20, help="warm calls per figure")
    parser.add_argument("--seconds", type=int, default=10, help="for each page (load)")
    parser.add_argument(
        "--changing", nargs="?", const="facts", default="", choices=["facts", "settings"],
        help="something is changed before each call (pages, load)",
    )  # fmt: skip
    options = parser.parse_args()

    import django

    django.setup()
    from crm.models import Company

    if options.what == "fill":
        from tests.bench.company import fill

        start = time.perf_counter()
        fill(options.size, options.reps, Company.current().today())
        print(f"{options.size} opportunities in {time.perf_counter() - start:.0f} s")
    elif options.what == "pages":
        from tests.bench.pages import measure

        measure(options.calls, options.changing)
    elif options.what == "api":
        from tests.bench.api import measure

        measure(options.calls)
    elif options.what == "imports":
        from tests.bench.imports import measure

        measure(options.size, options.reps)
    elif options.what == "load":
        from tests.bench.load import measure

        measure(options.seconds, options.changing)
    else:
        from tests.bench.statements import measure

        measure(options.calls)


main()
