"""nginx, with a configuration that is handed in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.servers.running import home, program, running

MAIN = """
daemon off;
worker_processes 1;
error_log {folder}/error.log;
pid {folder}/pid;
{user}
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type application/octet-stream;
    {site}
}}
"""


@contextmanager
def nginx(site: str, ports: Sequence[int]) -> Iterator[None]:
    """nginx with this text as its site, which listens on these ports. Raises Missing, or DidNotStart with its log."""
    import os

    server = program("nginx", "nginx-light")
    with home() as folder:
        user = "user root;" if os.geteuid() == 0 else ""
        config = folder / "nginx.conf"
        config.write_text(MAIN.format(folder=folder, site=site, user=user))
        command = [server, "-p", folder, "-e", f"{folder}/error.log", "-c", config]
        with running(command, ports=ports, log=folder / "log"):
            yield
