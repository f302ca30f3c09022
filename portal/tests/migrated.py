"""A database with every migration applied, from which test databases are copied.

To migrate from nothing takes a minute of work, to copy the outcome a second. The
name of the template is a digest of the migrations and of what carries them out.
"""

import fcntl
from hashlib import sha256
from importlib.metadata import version

from django.conf import settings
from django.db import connection

PREFIX = "migrated_"
CARRIED_OUT_BY = ("django", "django-pgtrigger", "django-pghistory", "django-allauth")


def migrated_template():
    """The name of the template, which is made if it is not there."""
    name = PREFIX + _digest()
    with (settings.DATA_DIR / "migrated.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in _templates():
            _make(name)
    return name


def _digest():
    files = sorted(settings.BASE_DIR.glob("*/migrations/*.py"))
    parts = [path.name.encode() + path.read_bytes() for path in files]
    parts += [version(name).encode() for name in CARRIED_OUT_BY]
    return sha256(b"\0".join(parts)).hexdigest()[:16]


def _templates():
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall() if name.startswith(PREFIX)}


def _make(name):
    """Migrate under another name first: half a template is none."""
    own_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"building_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.settings_dict["NAME"] = own_name
    with connection._nodb_cursor() as cursor:
        for old in _templates():
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
        cursor.execute(f'ALTER DATABASE "building_{name}" RENAME TO "{name}"')
