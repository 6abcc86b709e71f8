"""The database engine (settings: ENGINE). Only the health check before each request differs from Django's."""

import select

from django.db.backends.postgresql import base

HOERBART = select.POLLIN | select.POLLHUP | select.POLLERR


class DatabaseWrapper(base.DatabaseWrapper):
    """Listens at the socket instead of sending a statement.

    PostgreSQL says nothing on an idle line unless it hangs up (or reports a setting that was changed): when the line is
    silent it is taken to be well, and when it is not Django's own question decides. Saves a round trip on every page.
    """

    health_check_enabled: bool  # both are Django's own, which its stubs leave out
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Close a connection that the server has left, so that the next statement opens a new one."""
        if self.connection is not None and self.health_check_enabled and not self.health_check_done:
            self.health_check_done = self._is_silent()
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.pgconn.socket, HOERBART)
        return not line.poll(0)
