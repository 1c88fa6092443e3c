"""Keys and sealed values: master key → workspace key → key per person → AES-256-GCM.

A sealed value is bound to its place: the associated data names workspace, table, column, row and key version, so a box
copied to another row does not open. Erasing a person destroys that person's wrapped key; every box and every blind
index made with it is then noise.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import threading
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from records.errors import Damaged, Erased, KeyExposed, KeyMissing, WrongKey
from records.ids import millis, new_id
from records.tables import persons
from records.unit import Unit

_NONCE = 12
_KEY = 32
_REMEMBER = 5.0  # seconds: another process that erases a person is obeyed within this time


class MasterKey:
    """The installation's key. It lives outside the data folder and is never stored in the database.

    A key service is another class with these four names: ``id``, ``derive``, ``wrap``, ``unwrap``. Rotating is
    ``Database.rotate``, which wraps every workspace key anew; destroying the file destroys all there is.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY:
            raise KeyMissing("A master key is 32 bytes, written as 64 hexadecimal digits.")
        self._key = key
        self.id = self.derive("key id")[:8].hex()

    @classmethod
    def generate(cls) -> Self:
        """A new random key, not written anywhere."""
        return cls(secrets.token_bytes(_KEY))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """A key given as 64 hexadecimal digits, for example by the environment."""
        try:
            return cls(bytes.fromhex(text.strip()))
        except ValueError:
            raise KeyMissing("A master key is written as 64 hexadecimal digits; this is something else.") from None

    @classmethod
    def load(cls, path: Path) -> Self:
        """The key in a file that only its owner may read."""
        try:
            mode = path.stat().st_mode
            text = path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            raise KeyMissing(
                f"There is no key file at {path}. Without it the data cannot be read; put the saved copy back."
            ) from None
        if stat.S_IMODE(mode) & 0o077:
            raise KeyExposed(f"Other accounts can read the key file. Close it with: chmod 600 {path}")
        return cls.from_text(text)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new key file (0600, its folder 0700); an existing one is never overwritten."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_bytes(_KEY)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return cls(key)

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """The key in the file, made on first use. Only for a data folder that holds no database yet."""
        try:
            return cls.create(path)
        except FileExistsError:
            return cls.load(path)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose; one purpose says nothing about another."""
        return _derive(self._key, purpose)

    def wrap(self, key: bytes, context: str) -> bytes:
        """A key made unreadable, bound to a context."""
        return _encrypt(self.derive("wrap"), key, context)

    def unwrap(self, box: bytes, context: str) -> bytes:
        """The key in a box of ``wrap``; WrongKey when this is not the master key that made it."""
        try:
            return _decrypt(self.derive("wrap"), box, context)
        except InvalidTag:
            raise WrongKey(
                "The master key does not open this workspace's key. Use the key file this database was made with."
            ) from None


class Sealer:
    """Seals and opens the values of one workspace."""

    def __init__(
        self,
        workspace: str,
        key: bytes,
        version: int,
        *,
        shared: bytes,
        wrapped: Callable[[str], bytes | None],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspace = workspace
        self._key = key
        self._version = version
        self._rows = _derive(key, "rows")
        self._indexes = _derive(key, "index")
        self._shared = shared
        self._wrapped = wrapped
        self._timer = timer
        self._people: dict[str, tuple[bytes, float]] = {}
        self._guard = threading.Lock()

    def seal(self, value: str, *, table: str, column: str, row: str, person: str | None = None) -> bytes:
        """A value as an unreadable box for one place; with ``person`` it dies with that person's key."""
        return self.seal_bytes(value.encode("utf-8"), table=table, column=column, row=row, person=person)

    def open(self, box: bytes, *, table: str, column: str, row: str, person: str | None = None) -> str:
        """The value in a box; Erased when the person's key is gone, Damaged when the box is not of this place."""
        return self.open_bytes(box, table=table, column=column, row=row, person=person).decode("utf-8")

    def seal_bytes(self, value: bytes, *, table: str, column: str, row: str, person: str | None = None) -> bytes:
        """``seal`` for bytes, such as a vector."""
        return _encrypt(self._for(person), value, self._place(table, column, row))

    def open_bytes(self, box: bytes, *, table: str, column: str, row: str, person: str | None = None) -> bytes:
        """``open`` for bytes."""
        key = self._for(person)
        try:
            return _decrypt(key, box, self._place(table, column, row))
        except InvalidTag:
            raise Damaged(
                f"A sealed value in {table}.{column} does not open: it was changed or moved outside the product."
            ) from None

    def index(self, value: str, purpose: str, *, person: str | None = None) -> str:
        """A keyed blind index, 64 hex digits: equal values of a purpose are found again, nothing else can be told."""
        return keyed_index(self._indexes if person is None else _derive(self._for(person), "index"), value, purpose)

    def shared_index(self, value: str, purpose: str) -> str:
        """An index that is the same in every workspace of the installation, such as a member's e-mail at log-in."""
        return keyed_index(self._shared, value, purpose)

    def derive(self, purpose: str) -> bytes:
        """32 bytes of this workspace for one purpose, such as signing the audit trail."""
        return _derive(self._key, f"purpose {purpose}")

    def new_person(self, unit: Unit, now: datetime) -> str:
        """A person with a key of their own; everything sealed for them can be forgotten at once."""
        person, key = new_id("per"), secrets.token_bytes(_KEY)
        unit.insert(
            persons, id=person, wrapped_key=_encrypt(self._key, key, self._person_place(person)), created_at=millis(now)
        )
        self._remember(person, key)
        return person

    def erase_person(self, unit: Unit, person: str, now: datetime) -> None:
        """Destroy a person's key. The row stays as a tombstone, so that a restored backup can be cleaned again."""
        with self._guard:
            self._people.pop(person, None)
        unit.update(persons, persons.c.id == person, persons.c.erased_at.is_(None), wrapped_key=None,
                    erased_at=millis(now))  # fmt: skip

    def renew(self, unit: Unit, person: str) -> None:
        """Read a person's key through a unit's own connection, before values are sealed in that unit: a second one,
        asked for while the first is held, is waited for in vain when all are held so. Raises Erased."""
        row = unit.first(persons, persons.c.id == person)
        self._unwrapped(person, row.wrapped_key if row is not None else None)

    def is_erased(self, unit: Unit, person: str) -> bool:
        """Whether a person's key has been destroyed."""
        row = unit.first(persons, persons.c.id == person)
        return row is None or row.wrapped_key is None

    def _for(self, person: str | None) -> bytes:
        return self._rows if person is None else self._person(person)

    def _person(self, person: str) -> bytes:
        held = self._people.get(person)
        if held is not None and held[1] > self._timer():
            return held[0]
        return self._unwrapped(person, self._wrapped(person))

    def _unwrapped(self, person: str, box: bytes | None) -> bytes:
        if box is None:
            raise Erased("This person's data has been erased; the key is destroyed and nothing can bring it back.")
        try:
            key = _decrypt(self._key, box, self._person_place(person))
        except InvalidTag:
            raise Damaged("A person's key does not open: it was changed or moved outside the product.") from None
        self._remember(person, key)
        return key

    def _remember(self, person: str, key: bytes) -> None:
        with self._guard:
            now = self._timer()
            if len(self._people) > 1000:
                self._people = {name: held for name, held in self._people.items() if held[1] > now}
            self._people[person] = (key, now + _REMEMBER)

    def _place(self, table: str, column: str, row: str) -> str:
        return f"{self._workspace}|{table}|{column}|{row}|{self._version}"

    def _person_place(self, person: str) -> str:
        return self._place("persons", "wrapped_key", person)


def workspace_context(workspace: str, version: int) -> str:
    """What a workspace key is bound to while it is wrapped by the master key."""
    return f"workspaces|wrapped_key|{workspace}|{version}"


def keyed_index(key: bytes, value: str, purpose: str) -> str:
    """HMAC-SHA256 of a value for a purpose, hex."""
    return hmac.new(key, f"{purpose}\0{value}".encode(), sha256).hexdigest()


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=f"tacit/1/{purpose}".encode()).derive(key)


def _encrypt(key: bytes, value: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, context.encode("utf-8"))


def _decrypt(key: bytes, box: bytes, context: str) -> bytes:
    if len(box) < _NONCE + 16:
        raise InvalidTag
    return AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], context.encode("utf-8"))
