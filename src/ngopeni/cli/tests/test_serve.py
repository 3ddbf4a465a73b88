from __future__ import annotations

import signal
import socket
import time
import urllib.request

import pytest

from ngopeni.tests.browser.served import free_port, open_office, serve
from ngopeni.tests.processes import children_of, is_running
from ngopeni.tests.said import run_here


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path, name):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = run_here(name, "--port", port, "--json", home=tmp_path / "home")
    assert (said.code, said.json["error"]) == (2, "KERNEL-007")
    assert port in said.err
    assert not (tmp_path / "home").exists()


def test_a_port_that_cannot_be_is_refused(tmp_path):
    said = run_here("serve", "--port", "99999", "--json", home=tmp_path)
    assert (said.code, said.json["error"]) == (2, "KERNEL-007")


def test_it_serves_without_telling_a_secret_and_takes_its_worker_along(tmp_path):
    served = serve(open_office(tmp_path / "home"))
    try:
        workers = children_of(served.process.pid)
        with urllib.request.urlopen(f"{served.address}/masuk/") as answer:
            assert answer.status == 200
    finally:
        served.process.send_signal(signal.SIGTERM)
        served.process.wait(timeout=20)
    assert workers
    for _ in range(50):
        if not any(is_running(worker) for worker in workers):
            break
        time.sleep(0.1)
    assert not any(is_running(worker) for worker in workers)
    log = (served.home / "server.log").read_text()
    for secret in [*served.passwords.values(), (served.home / "secrets").read_text(), *served.passwords]:
        assert secret not in log
    with socket.create_server(("127.0.0.1", free_port())):
        pass
