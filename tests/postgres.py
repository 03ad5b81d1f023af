"""Run a command with a PostgreSQL of its own, which is thrown away: `python -m tests.postgres …`

The server comes from the installed programs and is named to the command in DATABASE_URL. Where no
such programs are installed, this says so in one line and runs nothing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# It holds nothing that anybody will miss.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


def find_programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    folders = [*debian, *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        folders.insert(0, Path(told.stdout.strip()))
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def unprivileged() -> dict:
    """How to run a program that refuses root: arguments for subprocess.run."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def postgresql(programs: Path):
    """The address of a server that lives as long as the block does."""
    # A socket's path may have 107 bytes, which a long TMPDIR would use up.
    folder = Path(tempfile.mkdtemp(prefix="hipcare-pg-", dir="/tmp"))
    who = unprivileged()

    def run(program, *arguments, check=True):
        log = folder / "programs.log"
        with log.open("a") as out:
            done = subprocess.run(
                [programs / program, "--pgdata", folder / "data", *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                **who,
            )
        if check and done.returncode:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")

    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        fast = " ".join(f"-c {setting}=off" for setting in FAST)
        run("initdb", "--username=hipcare", "--auth=trust", "--encoding=UTF8", "--no-locale")
        run("pg_ctl", "start", "-w", "-o", f"-k {folder} -c listen_addresses= {fast}")
        yield f"postgresql:///hipcare?host={folder}&user=hipcare"
    finally:
        run("pg_ctl", "stop", "-m", "immediate", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    programs = find_programs()
    if not programs:
        print("No PostgreSQL programs are installed: tested on SQLite only.")
        return 0
    with postgresql(programs) as address:
        print(f"The database tests again, on PostgreSQL from {programs}:", flush=True)
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
