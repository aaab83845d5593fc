"""Serve the product: web processes and the worker that sends letters, started and stopped together."""

import signal
import subprocess
import sys
import time

WAIT_BEFORE_KILL = 10


def serve(host: str, port: int) -> int:
    """Run until told to stop or until one of both ends; answers the exit code."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "konbit.config.wsgi:application",
        "--bind",
        bind,
        "--workers",
        "2",
        "--threads",
        "4",
        "--worker-class",
        "gthread",
        "--log-level",
        "warning",
    ]
    worker = [sys.executable, "-m", "konbit.config.command", "worker"]
    # Both commands are written above; nothing of them comes from outside but a host and a port.
    running = [subprocess.Popen(command) for command in (web, worker)]  # noqa: S603
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: told.append(got))
    while not told and all(process.poll() is None for process in running):
        time.sleep(0.2)
    codes = [process.poll() for process in running]
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(WAIT_BEFORE_KILL)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if told else next((code for code in codes if code), 1)
