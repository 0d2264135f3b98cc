"""A program that ignores every polite request to end, and so does its child."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

CHILD = """
import signal, time
signal.signal(signal.SIGHUP, signal.SIG_IGN)
time.sleep(600)
"""

if __name__ == "__main__":
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, "-c", CHILD])
    print("CHILD", child.pid, "END", flush=True)
    time.sleep(600)
