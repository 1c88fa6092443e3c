"""``serve``: start builder, widget and API on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

from workspace import control, demo
from workspace.assembly import Application
from workspace.commands import Context
from workspace.errors import BadRequest, FolderBusy
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import DEFAULT_HOST, Settings

ROOT = Path(__file__).parent.parent.parent
DEMO_PORT = 8601


class _Serve:
    name = "serve"
    help = "start builder, widget and API on this machine"
    example = "python -m workspace serve --port 8600"
    alone = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", help="the address to listen at (default 127.0.0.1, this machine only)")
        parser.add_argument("--port", help="the port (default 8501)")
        parser.add_argument("--demo", action="store_true", help="with the made-up shop, its bots and its page")
        parser.add_argument("--no-talks", action="store_true", help="the demo without its made-up customers")
        parser.add_argument("--demo-port", help=f"the port of the made-up shop's page (default {DEMO_PORT})")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        changes = {"TACIT_HOST": args.host, "TACIT_PORT": args.port, "TACIT_DEMO_PORT": args.demo_port}
        settings = Settings.load(data=args.data, changes={name: value for name, value in changes.items() if value})
        if args.demo and settings.builder_only:
            raise BadRequest("The demo belongs to the process that answers: python -m workspace install-demo")
        if args.demo and not settings.demo_port:
            settings = replace(settings, demo_port=DEMO_PORT)
        _must_be_free(settings)
        if args.demo:
            _install_demo(settings, context, talks=not args.no_talks)
        context.say("Starting …")
        os.chdir(ROOT)
        # The server takes this process's place, so that Ctrl-C and a supervisor's signals reach it itself.
        os.execve(sys.executable, [sys.executable, "-m", "channels"], settings.for_child())  # noqa: S606 - no shell


def _must_be_free(settings: Settings) -> None:
    """The folder and every port, each with its cure; the folder first, for a second start is the usual reason."""
    if not settings.builder_only:
        with control.sharing(settings.data) as free:
            if not free:
                raise FolderBusy(control.who_serves(settings.data))
    if settings.demo_port == settings.port:
        raise BadRequest(f"Port {settings.port} is asked for twice. Choose another with --port or --demo-port.")
    _must_be_ours(settings.host, settings.port, "--port")
    if settings.demo_port:
        _must_be_ours(DEFAULT_HOST, settings.demo_port, "--demo-port")


def _must_be_ours(host: str, port: int, option: str) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            reason = error.strerror or "it cannot be used"
            raise BadRequest(f"{host}:{port}: {reason}. Choose another with {option}.") from None


def _install_demo(settings: Settings, context: Context, *, talks: bool) -> None:
    app = Application(settings)
    try:
        demo.install(Desk(app, local_owner(app)), talks=talks, progress=context.begun())
    finally:
        app.close()


command = _Serve()
