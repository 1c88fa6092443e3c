"""One unit of work in one workspace: it can neither read nor write another workspace's rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from records.errors import Unfiltered

Where = sa.ColumnElement[bool]


class Unit:
    """One unit of work in one workspace. The workspace filter is added here, once, to everything."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace

    def select(
        self,
        table: sa.Table,
        *where: Where,
        order_by: Sequence[sa.ColumnElement[Any]] = (),
        limit: int | None = None,
        columns: Sequence[sa.ColumnElement[Any]] = (),
    ) -> list[Any]:
        """Rows with an attribute per column."""
        query = sa.select(*(columns or (table,))).select_from(table).where(self.mine(table), *where)
        return list(self._connection.execute(query.order_by(*order_by).limit(limit)))

    def first(self, table: sa.Table, *where: Where, order_by: Sequence[sa.ColumnElement[Any]] = ()) -> Any:
        """The first row, or None."""
        rows = self.select(table, *where, order_by=order_by, limit=1)
        return rows[0] if rows else None

    def count(self, table: sa.Table, *where: Where) -> int:
        """How many rows."""
        query = sa.select(sa.func.count()).select_from(table).where(self.mine(table), *where)
        return int(self._connection.execute(query).scalar_one())

    def insert(self, table: sa.Table, **values: Any) -> Any:
        """Add a row to this workspace; gives its primary key."""
        result = self._connection.execute(sa.insert(table).values(**self._own(values)))
        key = result.inserted_primary_key
        return key[0] if key is not None else None

    def insert_many(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows that name the same columns."""
        values = [self._own(row) for row in rows]
        if values:
            self._connection.execute(sa.insert(table), values)

    def update(self, table: sa.Table, *where: Where, **values: Any) -> int:
        """Change rows; how many."""
        if "workspace" in values:
            raise Unfiltered("A row never moves to another workspace.")
        return self._connection.execute(sa.update(table).where(self.mine(table), *where).values(**values)).rowcount

    def delete(self, table: sa.Table, *where: Where) -> int:
        """Delete rows; how many."""
        return self._connection.execute(sa.delete(table).where(self.mine(table), *where)).rowcount

    def execute(self, statement: sa.Executable) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run a join or an aggregate. Every table in it must be held to the workspace by ``unit.mine(table)``."""
        _must_be_filtered(statement, self._workspace)
        result: sa.CursorResult[*tuple[Any, ...]] = self._connection.execute(statement)
        return result

    def mine(self, table: sa.FromClause) -> Where:
        """The workspace filter of a table, for ``execute``."""
        return table.c.workspace == self._workspace

    def lock(self, name: str) -> None:
        """Let no other unit hold the same name until this one ends. SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            digest = hashlib.sha256(f"{self._workspace}\0{name}".encode()).digest()
            number = int.from_bytes(digest[:8], "big", signed=True)
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))

    def _own(self, values: Mapping[str, Any]) -> dict[str, Any]:
        if values.get("workspace", self._workspace) != self._workspace:
            raise Unfiltered("A row is written to the unit's own workspace only.")
        return {**values, "workspace": self._workspace}


def _must_be_filtered(statement: sa.Executable, workspace: str) -> None:
    """Refuse a statement in which some table is not compared with this very workspace."""
    if not isinstance(statement, sa.Select | sa.CompoundSelect | sa.Update | sa.Delete):
        raise Unfiltered("Write the statement with SQLAlchemy's expressions, so that its tables can be checked.")
    named: set[sa.FromClause] = set()
    held: set[sa.FromClause] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, sa.Table) and "workspace" in element.c:
            named.add(element)
        elif isinstance(element, sa.BinaryExpression):
            held |= _held(element, workspace)
    missing = sorted(str(table) for table in named - held)
    if missing:
        raise Unfiltered(f"Without a workspace filter: {', '.join(missing)}. Add unit.mine(table) for each.")


def _held(comparison: sa.BinaryExpression[Any], workspace: str) -> set[sa.FromClause]:
    column, value = comparison.left, comparison.right
    if not (isinstance(column, sa.Column) and column.name == "workspace" and isinstance(value, sa.BindParameter)):
        return set()
    if value.value != workspace:
        return set()
    table = column.table
    return {table.element if isinstance(table, sa.Alias) else table}
