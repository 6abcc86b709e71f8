"""From two versions of the migrations' SQL to the statements that turn a migrated database from one into the other."""

import re
from collections.abc import Iterable

# What a statement may hold without ending: a function's body, a string, a comment.
_DEL = re.compile(r"\$\$.*?\$\$|'(?:[^']|'')*'|--[^\n]*|;|[^;'$-]+|.", re.DOTALL)
_NAVN = r'([\w."]+)'
_FUNKSJON = re.compile(rf"CREATE FUNCTION {_NAVN}")
_UTLOESER = re.compile(rf"CREATE TRIGGER {_NAVN} (?:BEFORE|AFTER) .*? ON {_NAVN}", re.DOTALL)
_REGEL = re.compile(rf"CREATE POLICY {_NAVN} ON {_NAVN}")
_RADVERN = re.compile(rf"ALTER TABLE {_NAVN} ENABLE ROW LEVEL SECURITY")


class KanIkkeByttes(ValueError):
    """The difference is of a kind that takes a new migration."""


def split(sql: str) -> list[str]:
    """Return the statements, without comments and their semicolons."""
    statements, current = [], ""
    for part in _DEL.findall(sql):
        if part == ";":
            statements.append(current.strip())
            current = ""
        elif not part.startswith("--"):
            current += part
    return [statement for statement in (*statements, current.strip()) if statement]


def change(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return what makes a database with the first statements one with the second."""
    old, new = _by_name(before), _by_name(after)
    gone = [_remove(old[name]) for name in old if name not in new]
    return gone + [
        sql for name in new if new[name] != old.get(name) for sql in _put(new[name], is_there=name in old)
    ]


def _by_name(sources: Iterable[str]) -> dict[str, str]:
    """Return each statement by what it makes; one that makes nothing we know is its own name."""
    found: dict[str, str] = {}
    for source in sources:
        for statement in split(source):
            found[_name(statement)] = statement
    return found


def _name(statement: str) -> str:
    for kind, pattern in (("f", _FUNKSJON), ("t", _UTLOESER), ("p", _REGEL), ("r", _RADVERN)):
        if match := pattern.match(statement):
            # Two functions may have one name: their arguments tell them apart.
            arguments = re.sub(r"\s+", " ", statement.partition(")")[0]) if kind == "f" else ""
            return " ".join([kind, *match.groups(), arguments])
    return statement


def _remove(statement: str) -> str:
    if match := _REGEL.match(statement):
        return f"DROP POLICY {match[1]} ON {match[2]}"
    if match := _UTLOESER.match(statement):
        return f"DROP TRIGGER {match[1]} ON {match[2]}"
    if match := _RADVERN.match(statement):
        return f"ALTER TABLE {match[1]} DISABLE ROW LEVEL SECURITY"
    raise KanIkkeByttes(statement[:80])


def _put(statement: str, *, is_there: bool) -> list[str]:
    if _FUNKSJON.match(statement):
        return [statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)]
    if _REGEL.match(statement) or _UTLOESER.match(statement):
        return [_remove(statement), statement] if is_there else [statement]
    return [statement]
