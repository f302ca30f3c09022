"""Django's PostgreSQL backend, plus what must hold for every new connection."""

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

from config.database import embedded_server, refuse_old, refuse_other_mark


class DatabaseWrapper(base.DatabaseWrapper):
    # Only the command remark_as_practice opens a database of the other kind.
    checks_mark = True

    def get_new_connection(self, conn_params):
        connection = self._connect(conn_params)
        try:
            refuse_old(connection.info.server_version)
            if self.checks_mark:
                _refuse_other_mark(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self, conn_params):
        folder = self.settings_dict.get("EMBEDDED_FOLDER")
        if not folder:
            return super().get_new_connection(conn_params)
        server = embedded_server(folder)
        server.hold()
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            server.ensure_running()
            return super().get_new_connection(conn_params)


def _refuse_other_mark(connection):
    mark = _mark(connection)
    connection.rollback()
    if mark:
        refuse_other_mark(mark, settings.ENVIRONMENT)


def _mark(connection) -> str | None:
    known = connection.execute("SELECT to_regclass('instance_state')").fetchone()
    if known[0]:
        row = connection.execute("SELECT environment FROM instance_state").fetchone()
        return row and row[0]
    return None
