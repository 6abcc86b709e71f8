"""No number from 1 to 4 can be worked out: every small world is tried, against an attacker who knows the method."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# Every way to divide up to 24 cases among four groups, what is shown of it, and for each hidden small number how many
# different numbers it could be, given the sum and everything shown. The sum is known: the strongest attacker.
ATTACK = """
WITH verdener AS (
    SELECT ARRAY[a, b, c, t - a - b - c]::bigint[] AS celler, t
      FROM generate_series(0, {top}) t, generate_series(0, t) a, generate_series(0, t - a) b,
           generate_series(0, t - a - b) c),
vist AS (SELECT celler, t, {function}(celler) AS ut FROM verdener),
celler AS (SELECT v.t, v.ut, i, v.celler[i] AS sann FROM vist v, generate_series(1, 4) i WHERE v.ut[i] IS NULL),
muligheter AS (SELECT t, ut, i, count(DISTINCT sann) AS antall, bool_or(sann BETWEEN 1 AND 4) AS har_liten
                 FROM celler WHERE t >= 5 GROUP BY t, ut, i)
SELECT min(antall), count(*) FROM muligheter WHERE har_liten
"""
SIMPLE = """
CREATE FUNCTION pg_temp.bare_de_smaa(a bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(CASE WHEN x BETWEEN 1 AND 4 THEN NULL ELSE x END ORDER BY n)
      FROM unnest(a) WITH ORDINALITY u (x, n)
$$
"""
NEXT_SMALLEST = """
CREATE FUNCTION pg_temp.og_den_minste(a bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(CASE WHEN x BETWEEN 1 AND 4 OR (s > 0 AND n = m) THEN NULL ELSE x END ORDER BY n)
      FROM unnest(a) WITH ORDINALITY u (x, n),
           (SELECT count(*) FILTER (WHERE y BETWEEN 1 AND 4) FROM unnest(a) y) k (s),
           (SELECT (array_agg(nr ORDER BY y, nr))[1] FROM unnest(a) WITH ORDINALITY w (y, nr) WHERE y >= 5) l (m)
$$
"""


def fewest_possibilities(eier, function: str, *, top: int = 24, make: str = "") -> tuple[int, int]:
    with eier(), connection.cursor() as cursor:
        if make:
            cursor.execute(make)
        cursor.execute(ATTACK.format(function=function, top=top))
        return cursor.fetchone()


def shown(eier, *celler: int) -> list[int | None]:
    with eier(), connection.cursor() as cursor:
        cursor.execute("SELECT statistikk_skjerm(%s::bigint[])", [list(celler)])
        return cursor.fetchone()[0]


def test_every_hidden_small_number_could_be_three_others_or_more(eier):
    fewest, patterns = fewest_possibilities(eier, "statistikk_skjerm")

    assert patterns > 1000
    assert fewest >= 3


@pytest.mark.parametrize(
    ("function", "make"),
    [("pg_temp.bare_de_smaa", SIMPLE), ("pg_temp.og_den_minste", NEXT_SMALLEST)],
    ids=["only the small ones hidden", "and the next smallest"],
)
def test_the_attack_finds_the_usual_methods_out(eier, function, make):
    """The proof above is worth something: weaker methods fail it."""
    assert fewest_possibilities(eier, function, make=make)[0] == 1


@pytest.mark.parametrize(
    ("celler", "vist"),
    [
        ((12, 8, 5), [12, 8, 5]),
        ((12, 0, 5), [12, 0, 5]),
        ((12, 3, 7), [None, None, 7]),  # the sum less the rest would be 3
        ((0, 0, 0), [0, 0, 0]),
        ((3,), [None]),
        ((5,), [5]),
        ((1, 1, 1, 1, 1, 0), [None] * 6),  # were the zero shown, all would be 1
        ((4, 0), [None, None]),
    ],
)
def test_what_is_shown(eier, celler, vist):
    assert shown(eier, *celler) == vist


# Every number of questions up to 30, and every number of answers to them. Who looks knows how the hiding is done and
# how many were asked: how many different numbers of answers could stand behind each hidden one?
ANSWERS = """
SELECT min(antall), count(*) FROM (
    SELECT count(*) AS antall FROM generate_series(5, 30) s, generate_series(0, s) b
     WHERE {function}(s, b) IS NULL GROUP BY s
    HAVING bool_or(b BETWEEN 1 AND 4 OR s - b BETWEEN 1 AND 4)) x
"""


def test_the_answered_tell_neither_themselves_nor_those_that_wait(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute(ANSWERS.format(function="statistikk_besvarte"))
        assert cursor.fetchone() == (5, 26)
        shown = "SELECT s, b FROM generate_series(0, 30) s, generate_series(0, s) b WHERE statistikk_besvarte(s, b) = b"
        cursor.execute(f"SELECT bool_or(b BETWEEN 1 AND 4 OR s - b BETWEEN 1 AND 4) FROM ({shown}) x")
        assert cursor.fetchone() == (False,)
