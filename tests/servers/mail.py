"""Dovecot and Postfix, with configurations of their own."""

import grp
import os
import pwd
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.running import AS_ROOT, Missing, Running, free_port, home, program, running

PASSWORD = "secret"


@dataclass(frozen=True)
class MailStore:
    """A running Dovecot. Any user may sign in with "secret", save those whose name begins with `missing`."""

    host: str
    imap_port: int
    lmtp_port: int
    auth_port: int
    password: str
    mail: Path
    server: Running | None = None


@dataclass(frozen=True)
class MailServer:
    """A running Postfix. Mail to missing…@ is accepted, then bounced. Signing in is possible, not needed."""

    host: str
    port: int
    log: Path


DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {folder}
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_uid = {owner}
mail_gid = {owner_group}
mail_location = maildir:{folder}/mail/%Lu
imap_idle_notify_interval = 30 s
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
  username_filter = !missing*
}}
passdb {{
  driver = passwd-file
  args = {folder}/nobody-else
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail/%Lu
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
"""
UNROOTED = """
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""


def dovecot_users() -> dict[str, str]:
    if not AS_ROOT:
        me, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        return {"internal": me, "internal_group": group, "login": me, "owner": me, "owner_group": group}
    nobody = pwd.getpwnam("nobody")
    owners = {"owner": "nobody", "owner_group": grp.getgrgid(nobody.pw_gid).gr_name}
    return {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull", **owners}


@contextmanager
def dovecot() -> Iterator[MailStore]:
    """IMAP with IDLE, LMTP, and a SASL door for Postfix; the mail lies in a folder of its own."""
    server = program("dovecot", "dovecot-imapd dovecot-lmtpd")
    if not Path("/usr/lib/dovecot/lmtp").exists():
        raise Missing("Dovecot has no LMTP (apt-get install dovecot-lmtpd)")
    imap, lmtp, auth = free_port(), free_port(), free_port()
    with home() as folder:
        mail = folder / "mail"
        mail.mkdir()
        (folder / "nobody-else").touch()
        mail.chmod(0o777)
        ports = {"imap": imap, "lmtp": lmtp, "auth": auth}
        text = DOVECOT + ("" if AS_ROOT else UNROOTED)
        config = folder / "dovecot.conf"
        config.write_text(text.format(folder=folder, password=PASSWORD, **ports, **dovecot_users()))
        log = folder / "dovecot.log"
        log.touch()
        with running([server, "-F", "-c", config], ports=list(ports.values()), log=log) as running_server:
            yield MailStore("127.0.0.1", imap, lmtp, auth, PASSWORD, mail, running_server)


POSTFIX_MAIN = {
    "compatibility_level": "3.6",
    "myhostname": "mail.test",
    "mydestination": "",
    "inet_interfaces": "127.0.0.1",
    "inet_protocols": "ipv4",
    "mynetworks": "",
    "alias_maps": "",
    "alias_database": "",
    "local_recipient_maps": "",
    "biff": "no",
    "smtpd_relay_restrictions": "reject_unauth_destination",
    "smtpd_recipient_restrictions": "",
    "smtpd_sasl_auth_enable": "yes",
    "smtpd_sasl_type": "dovecot",
    "smtpd_client_connection_count_limit": "0",
    "smtpd_error_sleep_time": "0",
    "default_transport": "error:nothing is relayed here",
    "relay_transport": "error:nothing is relayed here",
    "smtp_dns_support_level": "disabled",
    "message_size_limit": "52428800",
    "mailbox_size_limit": "0",
    "virtual_mailbox_limit": "0",
    "maillog_file_permissions": "0644",
}
POSTFIX_SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
LOCAL_DOMAINS = "/\\.test$/ local\n/^test$/ local\n/(^|\\.)example(\\.(org|com|net))?$/ local\n"


# A mail that could not be handed over is tried again every second instead of every five minutes.
HURRIED = {
    "queue_run_delay": "1s",
    "minimal_backoff_time": "1s",
    "maximal_backoff_time": "2s",
    "transport_retry_time": "1s",
}


def postfix_main(folder: Path, store: MailStore) -> Mapping[str, str]:
    return {
        **POSTFIX_MAIN,
        "queue_directory": f"{folder}/queue",
        "data_directory": f"{folder}/data",
        "maillog_file": f"{folder}/postfix.log",
        "maillog_file_prefixes": f"{folder}",
        "virtual_mailbox_domains": f"regexp:{folder}/domains",
        "virtual_transport": f"lmtp:inet:127.0.0.1:{store.lmtp_port}",
        "smtpd_sasl_path": f"inet:127.0.0.1:{store.auth_port}",
    }


@contextmanager
def postfix(store: MailStore, *, beside: Mapping[str, int] | None = None) -> Iterator[MailServer]:
    """SMTP that hands all mail for *.test and example.* to Dovecot. Needs root, as Postfix always does.

    `beside` names domains whose mail goes to LMTP doors at these ports instead, with quick retries.
    """
    tool, master = program("postfix", "postfix"), program("master", "postfix", "/usr/lib/postfix/sbin")
    if not AS_ROOT:
        raise Missing("Postfix can only be started by root")
    port, owner = free_port(), pwd.getpwnam("postfix")
    with home() as folder:
        for name in ("queue", "data", "conf"):
            (folder / name).mkdir()
        os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
        other = {**HURRIED, "transport_maps": f"regexp:{folder}/transports"} if beside else {}
        doors = [f"/@{re.escape(name)}$/ lmtp:inet:127.0.0.1:{door}\n" for name, door in (beside or {}).items()]
        (folder / "transports").write_text("".join(doors))
        lines = [f"{name} = {value}" for name, value in {**postfix_main(folder, store), **other}.items()]
        (folder / "conf" / "main.cf").write_text("\n".join([*lines, ""]))
        (folder / "conf" / "master.cf").write_text(POSTFIX_SERVICES.format(port=port))
        (folder / "domains").write_text(LOCAL_DOMAINS)
        # `postfix check` makes the folders of the queue; the master, unlike `postfix start-fg`, ends when told to.
        subprocess.run([tool, "-c", folder / "conf", "check"], capture_output=True, check=True)
        with running([master, "-c", folder / "conf", "-d"], ports=[port], log=folder / "out"):
            yield MailServer("127.0.0.1", port, folder / "postfix.log")
