"""Bad files cost one clear error each, the reader goes on, and what reads them is confined."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from documents import DocumentError, Limits, read, unpack
from documents.reader import readers
from documents.reading import isolation
from documents.sniff import sniff

ROOT = Path(__file__).resolve().parents[2]


LIMITS = Limits()


def code_of(data: bytes, name: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(DocumentError) as refused:
        read(data, name, limits)
    assert refused.value.message.endswith(".")
    assert "Traceback" not in refused.value.message
    return refused.value.code


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.md", "a.csv"])
def test_an_empty_file(name: str) -> None:
    assert code_of(b"", name) == "empty"
    assert code_of(b" \n\x00\n", name) == "empty"


def test_sixty_megabytes_are_refused_before_they_are_read() -> None:
    assert code_of(bytes(60_000_000), "a.pdf") == "too_large"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 and then nothing of the kind", "a.pdf"),
        (b"PK\x03\x04 word/document.xml broken", "a.docx"),
        (b"PK\x03\x04 xl/workbook.xml broken", "a.xlsx"),
        (b"this is not a pdf at all", "a.pdf"),
        (b"\x01\x02\x00\x00\x05\x06" * 50, "a.md"),
    ],
    ids=["pdf cut off", "docx cut off", "xlsx cut off", "text named pdf", "bytes named markdown"],
)
def test_a_broken_file(data: bytes, name: str) -> None:
    assert code_of(data, name) == "corrupt"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "scan.pdf"),
        (b"MZ" + bytes(100), "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc"),
        (
            zipped(word__document=b"<x/>", word__vbaProject=b"x").replace(b"vbaProject", b"vbaProject.bin"),
            "a.docm",
        ),
        (b"<html><body>hi</body></html>%PDF-1.7 x", "both.pdf"),
        (b"%PDF-1.7 x %%EOF" + zipped(a=b"behind it"), "both.pdf"),
        (zipped(a=b"%PDF-1.7 x"), "both.pdf"),
    ],
    ids=["picture", "program", "old office", "macros", "page and PDF", "PDF and archive", "archive named PDF"],
)
def test_a_file_that_is_not_to_be_read(data: bytes, name: str) -> None:
    assert code_of(data, name) == "unsupported"


def test_an_archive_may_begin_with_a_pdf_that_was_not_compressed() -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("menu.pdf", "%PDF-1.7 and so on")
    assert sniff(box.getvalue(), "all.zip") == "zip"


def test_an_encrypted_office_file() -> None:
    box = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert code_of(box, "a.docx") == "encrypted"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped(**{"word__document.xml": bytes(240_000_000)})
    assert code_of(bomb, "a.docx") == "too_large"


def test_a_bomb_that_lies_about_its_size_meets_the_memory_limit() -> None:
    bomb = bytearray(zipped(**{"word__document.xml": bytes(900_000_000)}))
    size = (900_000_000).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    assert code_of(bytes(bomb), "a.docx") in ("corrupt", "memory")


def test_a_reader_that_takes_too_long_is_stopped_and_the_next_file_is_read() -> None:
    slow = b"a,b\n" + b"x,y\n" * 1_000_000
    assert code_of(slow, "a.csv", Limits(rows=10**7, characters=10**9, seconds=0.5)) == "timeout"
    assert read(b"We lend books.", "a.txt").blocks[0].text == "We lend books."


def test_a_reader_that_burns_the_processor_is_stopped() -> None:
    slow = b"a,b\n" + b"x,y\n" * 3_000_000
    assert code_of(slow, "a.csv", Limits(rows=10**7, characters=10**9, cpu_seconds=1)) == "timeout"


def test_many_threads_may_read_at_once() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(read(f"Book {n}.".encode(), "a.txt").blocks[0].text))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"Book {n}." for n in range(8)]


def test_an_archive_gives_its_files_by_name() -> None:
    data = zipped(**{"a.md": b"# A", "sub__b.txt": b"B", ".hidden": b"junk"})
    assert unpack(data, "a.zip") == [("a.md", b"# A"), ("sub/b.txt", b"B")]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "open('/tmp/written-by-a-reader', 'w')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "bytearray(3_000_000_000)",
    ],
)
def test_the_child_may_not(attempt: str) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    code += "from documents.confine import confine\nfrom documents.limits import Limits\n"
    code += f"confine(Limits())\ntry:\n    {attempt}\nexcept (PermissionError, MemoryError):\n    print('refused')\n"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "refused", done.stderr


def test_the_kernel_refuses_sockets_where_it_can() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    code += "import ctypes\nfrom documents.seccomp import refuse_calls\nrefuse_calls()\n"
    code += "libc = ctypes.CDLL(None, use_errno=True)\nprint(libc.socket(2, 1, 0), ctypes.get_errno())"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert isolation() == "python" or done.stdout.split() == ["-1", "1"]


def test_the_child_knows_nothing_of_our_environment() -> None:
    os.environ["TACIT_TEST_SECRET"] = "x"
    try:
        isolation()
        children = Path(f"/proc/self/task/{threading.main_thread().native_id}/children").read_text().split()
        environments = [Path(f"/proc/{child}/environ").read_bytes() for child in children]
        assert all(b"TACIT_TEST_SECRET" not in environment for environment in environments)
    finally:
        del os.environ["TACIT_TEST_SECRET"]


def test_every_reader_has_a_description_endings_and_a_case_file() -> None:
    assert set(readers()) == {"csv", "docx", "eml", "html", "md", "pdf", "pptx", "txt", "xlsx"}
    for reader in readers().values():
        assert reader.description
        assert reader.endings
        module = {"md": "markdown"}.get(reader.name, reader.name)
        assert (Path(__file__).parent / f"test_{module}.py").exists()
