"""Run in the worker's environment: one reminder sweep, as the ticker runs it; prints how many, and the CPU in ms."""

import time

import django


def main() -> None:
    """Sweep what is due, once; the first transaction warms the connection and is not counted.

    PostgreSQL's part is read while its process lives: when the connection closes, the figure goes with it.
    """
    django.setup()
    from django.db import connection

    from bti.drift.bench import maaler
    from bti.varsling.jobb import sweep_paaminnelser

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    python, database = time.process_time(), maaler.cpu_seconds([backend])
    swept = sweep_paaminnelser()
    cpu = time.process_time() - python + maaler.cpu_seconds([backend]) - database
    print(swept, cpu * 1000)


main()
