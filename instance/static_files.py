"""Collect the static files when one of them changed, and only then."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Whether there was something to collect. Safe for two commands at once."""
    stamp = settings.STATIC_ROOT / ".collected"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with (settings.STATIC_ROOT / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = _state()
        if stamp.exists() and stamp.read_text() == state:
            return False
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)
        return True


def _state() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources():
    for finder in get_finders():
        for name, storage in finder.list(None):
            yield Path(storage.path(name))
