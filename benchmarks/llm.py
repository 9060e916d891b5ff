"""Coding with a model elsewhere: how close to the endpoint's own speed, how many tokens, how much processor time.

    python -m benchmarks.llm                     all of it: 120,000 words, half a second a call
    python -m benchmarks.llm --only tokens       or: speed, capacity, faults, estimates

The endpoint is scripted (tests/endpoint) and runs in a process of its own; requests go over real HTTP and every call
is kept in the study's database. Run by hand on a machine that does nothing else; figures are in docs/benchmarks.md.
Milliseconds mean little without the machine: the same requests are also made by hand with LangChain (plain_peer.py)
in the same run, and the pace of the machine is told.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.analysis.coding import code
from assistant.engines.llm.tokens import count
from assistant.estimating import estimate
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import passages_of_study
from assistant.resources import data_dir
from assistant.running import Wishes, open_outside, run_study, wished
from assistant.study import Study
from benchmarks import machine
from benchmarks.plain_peer import Peer
from benchmarks.talk import write_interviews

ENGINE = "openai:scripted"
PRICE = f'[models]\n"{ENGINE}" = [1.0, 0.5, 4.0]\n'
INTERVIEWS, WORDS = 20, 5940
LATENCY = 0.5
SMALL = 570
"""Words of a passage where many calls are wanted: 180 of them."""
FAULTS = {
    "busy": 0.10,
    "server": 0.05,
    "hang": 0.02,
    "broken": 0.05,
    "cut": 0.05,
    "fabricated": 0.05,
    "out_of_range": 0.05,
}


@contextmanager
def endpoint(**script: Any) -> Iterator[str]:
    """A scripted endpoint in a process of its own; its address."""
    command = [sys.executable, "-m", "tests.endpoint", json.dumps(script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def stats(url: str) -> dict[str, Any]:
    """What the endpoint saw."""
    with urllib.request.urlopen(url.removesuffix("/v1") + "/stats") as answer:  # noqa: S310 - our own server
        found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def study_of(words: int) -> Iterator[Study]:
    """The invented interviews as a study with passages of so many words."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "interviews"
        files.mkdir()
        write_interviews(files, INTERVIEWS, WORDS)
        Study.create(Path(folder) / "study", "Benchmark").close()
        settings = Path(folder) / "study" / "study.toml"
        settings.write_text(settings.read_text().replace("passage_words = 1800", f"passage_words = {words}"))
        (settings.parent / "prices.toml").write_text(PRICE)
        study = Study(settings.parent)
        assert all(outcome.ok for outcome in import_files(study, [files], ReadOptions()))
        yield study
        study.close()


@dataclass(frozen=True)
class Coded:
    """One pass over all passages."""

    calls: int
    failed: int
    seconds: float
    """From the first call to the last answer, as the endpoint saw it."""
    cpu: float
    """Seconds of this process."""
    seen: dict[str, Any]
    quotes: int

    def told(self, workers: int) -> str:
        """Time and processor time in words, the time beside what the endpoint itself would take."""
        share = self.seconds / (self.seen["work"] / workers)
        return (
            f"{self.seconds:.2f} s, {share:.3f} of calls x latency / workers; "
            f"{1000 * self.cpu / self.calls:.1f} ms of processor time a call; most at once {self.seen['most']}"
        )


def coded(study: Study, url: str, concurrency: int, *, timeout: float = 60.0) -> Coded:
    """Code a study from nothing."""
    os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = url, "none"
    study.settings = wished(study.settings, Wishes(ENGINE, concurrency=concurrency))
    model = study.settings.model.model_copy(update={"timeout": timeout})
    study.settings = study.settings.model_copy(update={"model": model})
    engine = open_outside(study, ENGINE, run_id="benchmark")
    engine.transport.endpoint.open()
    passages = passages_of_study(study, engine)
    count(passages[0].id)  # the table of tokens is loaded once, like the program itself
    texts = {source.id: source for source in study.store.sources()}
    before = _cpu()
    failed = quotes = 0
    for outcome in code(engine, passages):
        failed += not outcome.ok
        for finding in outcome.result or ():
            quotes += bool(texts[finding.source_id].quote(finding.span))
    cpu = _cpu() - before
    seen = stats(url)
    return Coded(seen["paid"], failed, seen["seconds"], cpu, seen, quotes)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def by_hand(study: Study, url: str, concurrency: int) -> Coded:
    """The calls that coding a study makes, made by the plain peer."""
    os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = url, "none"
    engine = open_outside(study, ENGINE)
    packs = engine.packs(passages_of_study(study, engine))
    requests = [request for pack in packs if (request := engine.coding.request(pack))]
    peer = Peer()
    before = _cpu()
    rows = peer.all_rows(requests, concurrency)
    cpu = _cpu() - before
    seen = stats(url)
    assert rows
    return Coded(seen["paid"], 0, seen["seconds"], cpu, seen, 0)


def warm_up() -> None:
    """Both make calls once, so that what is loaded late counts for neither."""
    with study_of(SMALL) as study, endpoint() as url:
        os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = url, "none"
        engine = open_outside(study, ENGINE)
        pack = engine.packs(passages_of_study(study, engine))[0]
        request = engine.coding.request(pack)
        assert request
        assert Peer().rows(request)
        assert engine.coding.code(pack)


def speed() -> None:
    warm_up()
    for words, workers, sigma in ((SMALL, 10, 0.0), (SMALL, 32, 0.0), (SMALL, 10, 0.6), (1800, 10, 0.0)):
        with study_of(words) as study:
            with endpoint(latency=LATENCY, sigma=sigma) as url:
                peer = by_hand(study, url, workers)
            with endpoint(latency=LATENCY, sigma=sigma) as url:
                done = coded(study, url, workers)
        rounds = math.ceil(done.calls / workers) * workers / done.calls
        best = "" if sigma else f" (whole rounds alone make it {rounds:.3f})"
        print(f"{done.calls} calls, {workers} workers{', uneven' if sigma else ''}{best}: {done.told(workers)}")
        print(f"  by hand: {peer.told(workers)}; our processor time is {done.cpu / peer.cpu:.2f} of its")


def tokens() -> None:
    with study_of(1800) as study, endpoint(latency=0.01) as url:
        turns = study.store.turns()
        texts = {source.id: source.text for source in study.store.sources()}
        said = [texts[turn.source_id][turn.start : turn.end] for turn in turns]
        words = sum(len(text.split()) for text in said)
        done = coded(study, url, 8)
        calls = study.store.calls()
        read, written = sum(call.tokens_in for call in calls), sum(call.tokens_out for call in calls)
        print(f"{words:,} words, {done.calls} calls; the text alone {1000 * sum(map(count, said)) / words:.0f} tokens")
        print(f"prompt tokens for 1,000 words: {1000 * read / words:.0f}; written: {1000 * written / words:.0f}")


def capacity() -> None:
    with study_of(SMALL) as study, endpoint(latency=LATENCY, capacity=5, retry_after=None) as url:
        done = coded(study, url, 10)
        best = done.calls * LATENCY / 5
        print(f"5 at once of 10: {done.seconds:.2f} s, {done.seconds / best:.3f} of its capacity; failed {done.failed}")


def faults() -> None:
    for name, shares in (("all faults", FAULTS), ("30 % refused", {"busy": 0.3})):
        with study_of(SMALL) as study, endpoint(latency=0.1, faults=shares, retry_after=0.2, hang=30.0) as url:
            began = time.perf_counter()
            done = coded(study, url, 10, timeout=3.0)
            first, again = done.failed, 0
            while done.failed and again < 5:
                done, again = coded(study, url, 10, timeout=3.0), again + 1
            passages = len(passages_of_study(study, open_outside(study, ENGINE)))
            usable = Counter(call.hash for call in study.store.calls() if call.usable)
            twice = sum(number - 1 for number in usable.values())
            print(
                f"{name}: {passages} passages, {first} listed after the first run, {done.failed} after {again} more; "
                f"{done.seen['paid'] / passages:.3f} of the calls paid, {twice} paid twice, "
                f"{done.quotes} quotes, all slices; {time.perf_counter() - began:.1f} s"
            )


def estimates() -> None:
    """What `--dry-run` quotes beside what the run then costs, on what ships: three interviews, all, and the reviews."""
    interviews = sorted((data_dir("corpora") / "loopwheel" / "interviews").iterdir())
    reviews = data_dir("corpora") / "reviews" / "loopwheel_reviews.csv"
    for name, files in (("3 interviews", interviews[:3]), ("all interviews", interviews), ("reviews", [reviews])):
        with tempfile.TemporaryDirectory() as folder, endpoint() as url:
            Study.create(Path(folder) / "study", "Benchmark").close()
            (Path(folder) / "study" / "prices.toml").write_text(PRICE)
            study = Study(Path(folder) / "study")
            assert all(outcome.ok for outcome in import_files(study, files, ReadOptions()))
            os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = url, "none"
            quoted = estimate(study, Wishes(ENGINE))
            report = run_study(study, lambda _: None, wishes=Wishes(ENGINE))
            study.close()
        assert quoted.cost
        print(
            f"{name}: {quoted.calls} calls quoted, {report.calls} made; "
            f"{quoted.cost:.4f} dollars quoted, {report.cost:.4f} spent, {quoted.cost / report.cost:.3f}"
        )


def main() -> None:
    parts = {"speed": speed, "tokens": tokens, "capacity": capacity, "faults": faults, "estimates": estimates}
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=parts)
    only = parser.parse_args().only
    print(machine.told())
    for name, part in parts.items():
        if only in (None, name):
            part()


if __name__ == "__main__":
    main()
