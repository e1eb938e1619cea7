"""Notes which lines and branches of Jauge are reached, in every process that finds this folder in PYTHONPATH.

Before each statement of Jauge's own packages a byte is set (instrumentation.py). The bytes are files mapped into
memory, which processes share, and which keep what a process that is killed had reached. report.py makes data of
coverage.py from them. Why this and no tracer: docs/decisions/0025-branches-without-a-tracer.md.
"""

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "crm", "feedback", "kpis")
# Names the folder that holds what was reached, by both suites together. Without it nothing is noted.
FOLDER = "BRANCHES_REACHED"


def measured(path: Path) -> bool:
    relative = path.relative_to(ROOT).parts if path.is_relative_to(ROOT) else ()
    return bool(relative) and relative[0] in PACKAGES and "migrations" not in relative


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parts)


def mapped(name: str, size: int) -> Any:
    """The bytes of a module, which all processes share."""
    import mmap

    file = os.open(os.path.join(os.environ[FOLDER], name), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        os.ftruncate(file, size)
        return mmap.mmap(file, size)
    finally:
        os.close(file)


class Loader(SourceFileLoader):
    """Compiles with probes, once for all processes."""

    def get_code(self, fullname: str) -> CodeType:
        import marshal

        path = Path(self.get_filename(fullname))
        kept = Path(os.environ[FOLDER], f"{name_of(path)}.{sys.implementation.cache_tag}")
        if not kept.exists():
            from instrumentation import with_probes

            tree, _probes = with_probes(path.read_bytes(), name_of(path))
            written = kept.with_name(f"{kept.name}-{os.getpid()}")
            written.write_bytes(marshal.dumps(compile(tree, str(path), "exec", dont_inherit=True)))
            written.replace(kept)
        code: CodeType = marshal.loads(kept.read_bytes())
        return code


class Finder:
    @staticmethod
    def find_spec(fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader) and measured(Path(spec.loader.path)):
            spec.loader = Loader(fullname, spec.loader.path)
        return spec


if os.environ.get(FOLDER):
    sys.meta_path.insert(0, Finder)
