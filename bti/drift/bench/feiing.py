"""Run in the worker's environment: one reminder sweep, as the ticker runs it; prints how many, and its CPU in ms."""

import time

import django


def main() -> None:
    """Sweep what is due, once; the first transaction warms the connection and is not counted."""
    django.setup()
    from django.db import connection

    from bti.varsling.jobb import sweep_paaminnelser

    connection.ensure_connection()
    began = time.process_time()
    swept = sweep_paaminnelser()
    print(swept, (time.process_time() - began) * 1000)


main()
