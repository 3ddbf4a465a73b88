"""How fast the pages are: p50 and p95 with 1 and 8 clients, and their weight on the wire.

Run: ./ngopeni bench pages
"""

from __future__ import annotations

import gzip
import http.cookiejar
import statistics
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

from ngopeni.tests.browser.served import command, free_port, wait_for

PAGES = {
    "beranda": "/",
    "peta": "/peta/",
    "peta IDM": "/peta/?lapis=idm_score",
    "desa": "/desa/33.16.06.2001/",
    "daftar desa": "/desa/",
    "aturan baru": "/zona/aturan/baru/",
}
ROUNDS = 60
TARGET_MS, TARGET_KB = 150.0, 60.0


def open_session(address: str) -> urllib.request.OpenerDirector:
    """A signed-in visitor of the demonstration."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Accept-Encoding", "gzip")]
    opener.open(f"{address}/masuk/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "username": "analis"}).encode()
    opener.open(urllib.request.Request(f"{address}/masuk/peragaan/", form)).read()
    return opener


def measure(address: str, path: str, clients: int) -> tuple[list[float], int, int]:
    """Milliseconds of each request, bytes on the wire, bytes unpacked."""
    times: list[float] = []
    size = [0, 0]

    def visit() -> None:
        opener = open_session(address)
        for _ in range(max(8, ROUNDS // clients)):
            started = time.perf_counter()
            with opener.open(address + path) as answer:
                body = answer.read()
                packed = answer.headers.get("Content-Encoding") == "gzip"
            times.append(1000 * (time.perf_counter() - started))
            size[0], size[1] = len(body), len(gzip.decompress(body)) if packed else len(body)

    threads = [threading.Thread(target=visit) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, size[0], size[1]


def main() -> None:
    """Serve the demonstration and measure every page."""
    import subprocess
    import sys

    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder) / "demo", free_port()
        command("demo", "--no-serve", home=home)
        words = [sys.executable, "-m", "ngopeni", "serve", "--home", str(home), "--port", str(port)]
        with (home / "server.log").open("wb") as log:
            process = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, home)
            report(address)
        finally:
            process.terminate()
            process.wait()


def report(address: str) -> None:
    """Print a table in Markdown."""
    print("| page | clients | p50 ms | p95 ms | kB gzip | kB |\n|---|---|---|---|---|---|")
    for name, path in PAGES.items():
        measure(address, path, 1)  # the first visits fill caches that stay filled
        for clients in (1, 8):
            times, packed, whole = measure(address, path, clients)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"| {name} | {clients} | {statistics.median(times):.0f} | {p95:.0f} "
                f"| {packed / 1000:.1f} | {whole / 1000:.0f} |"
            )
    print(f"\nTarget: p95 under {TARGET_MS:.0f} ms with one client, home under {TARGET_KB:.0f} kB gzip.")


if __name__ == "__main__":
    main()
