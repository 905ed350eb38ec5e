"""An archive of generated reports through `marsad scale`: the curve, kills, hostile reports.

    python bench/large_scale.py curve 1000 10000        # time, rate and memory for each number of reports
    python bench/large_scale.py lengths                 # the same for reports of 300 to 1,000,000 characters
    python bench/large_scale.py kills 10000 [SEED]      # killed five times at random, resumed, compared byte for byte
    python bench/large_scale.py hostile                 # reports made to harm, among others

It takes minutes; TMPDIR says where it writes.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from make_reports import report, write

KILLS = 5
LENGTHS = (300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
RESULT = ("assertions", "happenings", "shards")


def main(what: str, numbers: list[int]) -> None:
    """Run one part."""
    with tempfile.TemporaryDirectory(prefix="marsad-scale-") as name:
        folder = Path(name)
        if what == "curve":
            print("reports | read, s | CPU, ms each | merge, s | CPU, ms each | assertions | happenings | largest block"
                  " | MB | bytes a report: shards, work, assertions, happenings | load")  # fmt: skip
            for count in numbers:
                curve(folder, count)
        elif what == "kills":
            kills(folder, numbers[0], numbers[1] if len(numbers) > 1 else 1)
        elif what == "lengths":
            lengths(folder)
        else:
            hostile(folder)


def command(source: Path, out: Path) -> list[str]:
    """Return the command of a run; there are twenty shards at least, so that kills fall among them."""
    marsad = Path(sys.executable).with_name("marsad")
    size = min(8.0, source.stat().st_size / 20e6)
    return [str(marsad), "scale", str(source), "--out", str(out), "--shard-mb", f"{size:.3f}"]


def run(source: Path, out: Path, *more: str) -> tuple[float, float, float]:
    """Run to the end; return seconds, those of the processor, and the megabytes that all processes held at the most."""
    began, most = time.perf_counter(), 0.0
    full = [*command(source, out), *more]
    process = subprocess.Popen(full, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        most = max(most, megabytes(process.pid))
        time.sleep(0.5)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"failed: {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, most


def family(leader: int) -> list[int]:
    """Return the processes of a session, the leader first."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(int(path.parent.name))
    return sorted(found)


def megabytes(leader: int) -> float:
    """Return the proportional memory of a session's processes; what they share counts once."""
    total = 0
    for pid in family(leader):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1e3


def curve(folder: Path, count: int) -> None:
    """Print one line of the curve: read without merging, then merged."""
    source, out = folder / f"{count}.jsonl", folder / f"out-{count}"
    write(count, source)
    read, reading, first = run(source, out, "--no-merge")
    merge, merging, second = run(source, out)
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    sizes = " ".join(f"{size_of(out / what) / count:.0f}" for what in ("shards", "work", *RESULT[:2]))
    cells = (
        f"{count:,}", f"{read:.0f}", f"{1000 * reading / count:.1f}", f"{merge:.0f}", f"{1000 * merging / count:.1f}",
        f"{told['assertions']:,}", f"{told['merging']['happenings']:,}", f"{told['merging']['largest_block']:,}",
        f"{max(first, second):.0f}", sizes, f"{os.getloadavg()[0]:.1f}",
    )  # fmt: skip
    print(" | ".join(cells), flush=True)
    shutil.rmtree(out)
    source.unlink()


def size_of(folder: Path) -> int:
    """Return how many bytes lie in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def kills(folder: Path, count: int, seed: int) -> None:
    """Kill a run five times at random, its parent or one of its workers, resume it, and compare with one left alone."""
    source = folder / "reports.jsonl"
    write(count, source)
    seconds, _, most = run(source, folder / "calm")
    print(f"{count:,} reports left alone: {seconds:.1f} s, {count / seconds:.0f} a second, {most:.0f} MB", flush=True)
    chance = random.Random(seed)  # noqa: S311
    for number in range(KILLS):
        who = kill(source, folder / "killed", chance.uniform(0.05, 0.45) * seconds, parent=number % 2 == 0)
        print(f"kill {number + 1}: {who}", flush=True)
    seconds, _, most = run(source, folder / "killed")
    print(f"resumed to the end: {seconds:.1f} s, {most:.0f} MB", flush=True)
    one, other = (hashes(folder / name) for name in ("calm", "killed"))
    wrong = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    print(f"{len(one):,} files compared, {len(wrong)} differ {wrong[:5]}; load {os.getloadavg()[0]:.1f}")
    sys.exit(1 if wrong else 0)


def kill(source: Path, out: Path, after: float, *, parent: bool) -> str:
    """Run for so many seconds, then kill the parent, or a worker, and a second later the parent; tell who."""
    process = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    time.sleep(after)
    if process.poll() is not None:
        return "had ended"
    workers = [pid for pid in family(process.pid) if pid != process.pid and "spawn_main" in told(pid)]
    if not parent and workers:
        os.kill(workers[-1], signal.SIGKILL)
        time.sleep(1)
    done = len(list((out / "shards").glob("*.parquet"))) if out.exists() else 0
    process.kill()
    process.wait()
    return f"{'parent' if parent else 'a worker, then the parent'} after {after:.1f} s, {done} shards done"


def told(pid: int) -> str:
    """Return the command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def hashes(out: Path) -> dict[str, str]:
    """Return the hash of every file of the result; times, which are never the same, are no part of it."""
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in [out / "copies.parquet", *(path for what in RESULT for path in (out / what).rglob("*"))]
        if path.is_file() and not path.name.endswith(".time.json")
    }


def lengths(folder: Path) -> None:
    """Print the time of reports by their length, three million characters of each."""
    print(f"{'characters':>11}{'reports':>9}{'ms a report':>13}{'KB a second':>13}{'shortened':>11}")
    for length in LENGTHS:
        count = max(3, 300_000 // length)
        source, out = folder / f"l{length}.jsonl", folder / f"out-l{length}"
        with source.open("w", encoding="utf-8") as file:
            for number in range(count):
                text = " ".join(report(number * 7919 + more, 10**6)["text"] for more in range(1 + length // 400))[
                    :length
                ]
                file.write(json.dumps({"id": f"l{number}", "text": text, "published": "2015-05-05"}) + "\n")
        run(source, out)
        told = json.loads((out / "report.json").read_text(encoding="utf-8"))
        seconds = told["seconds_of_workers"]
        print(f"{length:>11,}{count:>9}{1000 * seconds / count:>13.1f}{length * count / seconds / 1000:>13.0f}"
              f"{len(told['shortened']):>11}", flush=True)  # fmt: skip


def hostile(folder: Path) -> None:
    """Put reports made to harm among others; print what they took, and what became of the others."""
    places = [one["text"] for one in (report(number, 100) for number in range(100))]
    harmful = {
        "a megabyte of triggers": "قصف غارات مقتل اشتباكات " * 25_000,
        "100,000 place names": " ".join(f"في حلب وإدلب ودمشق وحمص {number}" for number in range(25_000)),
        "a word of 10 MB": "م" * 5_000_000,
        "a megabyte of numbers": "مقتل ثلاثة وعشرين ألفا و" * 20_000,
        "brackets": "(((" * 100_000 + "مقتل ثلاثة" + ")))" * 100_000,
        "one report a thousand times": " ".join(places * 10),
    }
    source, out = folder / "hostile.jsonl", folder / "out"
    with source.open("w", encoding="utf-8") as file:
        for number, (name, text) in enumerate(harmful.items()):
            file.write(json.dumps({"id": name, "text": text, "published": "2015-05-05"}, ensure_ascii=False) + "\n")
            for more in range(50):
                file.write(json.dumps(report(number * 50 + more, 300), ensure_ascii=False) + "\n")
    run(source, out)
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    print(f"{told['reports']} of {51 * len(harmful)} read; rejected: {told['rejects']}; load {os.getloadavg()[0]:.1f}")
    for row in told["slowest"][: len(harmful)]:
        print(f"{row['seconds']:>8.2f} s {row['characters']:>12,} characters  {row['report']}")
    print(*told["shortened"], sep="\n")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1] if len(sys.argv) > 1 else "curve", [int(word) for word in sys.argv[2:]] or [1000, 10_000])
