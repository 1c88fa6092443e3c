"""Write the next migration from what ``records/tables.py`` says now: ``python -m records.migrations.new "why"``.

Read the file it writes before committing it: renamed columns look like one dropped and one added.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from records import sqlcipher
from records.migrations.run import migrate, revisions

_FOLDER = Path(__file__).parent


def write(message: str) -> Path:
    """The new file."""
    number = f"{int(revisions()[-1]) + 1 if revisions() else 1:04}"
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlcipher.engine(Path(folder) / "tacit.db", bytes(32))
        with engine.connect() as connection:
            if revisions():
                migrate(connection)
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    return next((_FOLDER / "versions").glob(f"{number}_*.py"))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.search(r"\w", sys.argv[1]):
        sys.exit('Say why: python -m records.migrations.new "bookings carry a colour"')
    print(write(sys.argv[1]))
