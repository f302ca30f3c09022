import ctypes
import gc
import os
import secrets
import signal
import socket
import sys

import psutil
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.backends.signals import connection_created
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config.environment import Refusal, disk_problem
from instance.static_files import collect_if_changed

HOST = "127.0.0.1"
FIRST_ADMIN = "beheer@missieregister.example"
# Any number will do, as long as it is the same for every process.
PREPARING = 33_009_070
# A mail server may be slow.
SECONDS_TO_END = 5
# From Linux' sys/prctl.h: send this process a signal when its parent ends.
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Zet alles klaar en start de website."

    def handle(self, **options):
        refuse_port_in_use(settings.PORT)
        self.prepare()
        background = start_background()
        self._say(
            f"Missieregister staat op http://{HOST}:{settings.PORT}/"
            " (stoppen met Ctrl-C)."
        )
        listen(settings.PORT)
        end_background(background)
        end_workers()
        self._say("Missieregister is gestopt.")

    def prepare(self):
        self._say("Database klaarzetten …")
        with connection.cursor() as cursor:
            # Two servers that start at once prepare one after the other.
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            call_command("migrate", interactive=False, verbosity=0)
            self._load_fixtures()
            self._make_first_admin()
            self._prepare_accounts()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
        # The workers make their own connections.
        connection.close()
        self._collect_static_files()

    def _load_fixtures(self):
        if "load_fixtures" in get_commands():
            call_command("load_fixtures", only_if_empty=True)
        if "index_search" in get_commands():
            call_command("index_search", verbosity=0)

    def _make_first_admin(self):
        people = get_user_model().objects
        if people.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        people.create_superuser(email=FIRST_ADMIN, password=password)
        self._say(
            "De eerste beheerder is gemaakt; dit wachtwoord verschijnt maar één keer."
            f"\n  adres:      http://{HOST}:{settings.PORT}/beheer/"
            f"\n  e-mail:     {FIRST_ADMIN}"
            f"\n  wachtwoord: {password}"
            "\n  Bij het inloggen stelt u een tweede stap in, met een app of een sleutel."
        )

    def _prepare_accounts(self):
        if "forget_expired" in get_commands():
            call_command("forget_expired")
        if "make_practice_people" in get_commands() and not settings.PRODUCTION:
            call_command("make_practice_people")
            self._make_practice_agendas()

    def _make_practice_agendas(self):
        """A register that was filled before there were agendas goes without."""
        if "make_practice_agendas" not in get_commands():
            return
        try:
            call_command("make_practice_agendas")
        except CommandError as error:
            self._say(f"Er zijn geen voorbeelden gemaakt. {error}")

    def _collect_static_files(self):
        try:
            if collect_if_changed():
                self._say("Stijl, letters en beelden zijn klaargezet.")
        except OSError as error:
            raise Refusal(disk_problem(error, settings.STATIC_ROOT)) from error

    def _say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def refuse_port_in_use(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Refusal(
                f"poort {port} is niet vrij ({error.strerror})."
                f" Stop het andere programma, of kies een andere: PORT={port + 1}."
            ) from error


def start_background():
    """The process that keeps the clock and works off the queue, if there is such work.

    A fork, so that nothing is loaded anew; it has its own connection to the database.
    """
    if "run_background" not in get_commands():
        return None
    if pid := os.fork():
        return psutil.Process(pid)
    follow_the_parent()
    try:
        call_command("run_background")
    finally:
        # Nothing of what the parent still has to do is for this process.
        os._exit(0)


def end_background(process):
    """What it is doing may end; the rest stays in the queue."""
    if process is None:
        return
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except psutil.TimeoutExpired:
        process.kill()


def follow_the_parent():
    """In a worker: stop when the parent says so or is no more, and only then."""
    # A terminal sends Ctrl-C to the workers too; a second signal, while they are
    # stopping, makes them hang.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def listen(port):
    """Serve until Ctrl-C. The numbers come from measurements, see README.md."""
    os.register_at_fork(after_in_child=follow_the_parent)
    connection_created.connect(close_forgotten_connections)
    Granian(
        "config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        # A visitor who takes a large file slowly holds a thread, not a worker.
        blocking_threads=4,
        websockets=False,
        # A worker that misses its signal while starting must not hold up Ctrl-C.
        workers_kill_timeout=5,
        log_level=LogLevels.error,
    ).serve()


def close_forgotten_connections(**signal):
    """A thread that ended leaves its connection open, in a cycle that only this finds.

    Asked whenever a thread connects, it keeps their number down to that of the threads.
    """
    gc.collect()


def end_workers():
    """A worker that was still starting at Ctrl-C would keep the database up."""
    for child in psutil.Process().children():
        # The keeper of the embedded database stands in a group of its own.
        if os.getpgid(child.pid) == os.getpgrp():
            child.kill()
