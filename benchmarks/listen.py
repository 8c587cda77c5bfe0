"""How well recordings are cut and joined: `python -m benchmarks.listen [HOURS]`, with espeak-ng.

Speech is made of the example's sentences, in two voices; when each is said is known. Over 200
random lists of cuts it is counted how many cuts fall into a sentence, and how many words are lost
or doubled where the parts are joined. Then a server on loopback plays the transcription, and the
command is killed half-way and run again.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from restyle.media.cuts import cuts
from restyle.media.ffmpeg import STEP, loudness, program
from restyle.media.parts import lead
from restyle.media.said import Joined, Said
from restyle.text.sentences import split
from restyle.transcript.read import read
from tests.endpoint import Body, Endpoint, Reply

ROOT = Path(__file__).parent.parent
RATE = 22_050  # espeak-ng's own
LISTS = 200
VOICES = ("en-us+m3", "en-gb+f3")


@dataclass(frozen=True)
class Sentence:
    """What was said, by whom, from and to so many seconds."""

    speaker: str
    text: str
    start: float
    end: float


def spoken(folder: Path, hours: float) -> tuple[Path, list[Sentence]]:
    """A recording of so many hours as MP3, and what is said in it."""
    talk = read(ROOT / "examples" / "bitcoin-core-24.md")
    lines = [(n % 2, s) for n, turn in enumerate(talk.turns) for s in split(turn.text) if s.strip()]
    chance = random.Random(1)
    said: list[Sentence] = []
    made: dict[tuple[int, str], npt.NDArray[np.int16]] = {}
    clock = 0.0
    path = folder / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        while clock < hours * 3600:
            for voice, text in lines:
                if (voice, text) not in made:
                    made[voice, text] = _synthesised(voice, text)
                sound = made[voice, text]
                pause = int(chance.uniform(0.25, 0.8) * RATE)
                length = len(sound) / RATE
                said.append(Sentence("AB"[voice], text, clock, clock + length))
                file.writeframes(sound.tobytes() + b"\0\0" * pause)
                clock += length + pause / RATE
                if clock >= hours * 3600:
                    break
    coded = folder / "talk.mp3"
    run = [program(), *"-loglevel error -y -i".split(), str(path), "-b:a", "64k", str(coded)]
    subprocess.run(run, check=True)
    path.unlink()
    return coded, said


def _synthesised(voice: int, text: str) -> npt.NDArray[np.int16]:
    run = ["espeak-ng", "-v", VOICES[voice], "-s", "170", "--stdout", text]
    data = subprocess.run(run, capture_output=True, check=True).stdout
    sound = np.frombuffer(data[44:], np.int16)
    loud = np.flatnonzero(np.abs(sound) > 60)
    return sound[loud[0] : loud[-1] + 1] if loud.size else sound


def joins(levels: npt.NDArray[np.float32], said: list[Sentence], *, shared: bool) -> Counter[str]:
    """Count what goes wrong at the joins, over random lists of cuts."""
    chance = random.Random(2)
    counts: Counter[str] = Counter()
    whole = Counter(word for one in said for word in one.text.split())
    for _ in range(LISTS):
        found = cuts(levels, STEP, chance.uniform(90, 1300))
        times = [0.0, *found, len(levels) * STEP]
        joined = Joined()
        counts["cuts"] += len(found)
        counts["cuts within a sentence"] += sum(
            any(one.start + 0.05 < cut < one.end - 0.05 for one in said) for cut in found
        )
        for start, end in pairwise(times):
            begin = lead(levels, start, joined.shared(start)) if shared and start else start
            counts["seconds"] += round(end - start)
            counts["seconds shared"] += round(start - begin)
            joined.add(_heard(said, begin, end, chance, speakers=shared), start)
        got = Counter(word for one in joined.said for word in one.text.split())
        counts["words"] += sum(whole.values())
        counts["lost"] += sum((whole - got).values())
        counts["doubled"] += sum((got - whole).values())
        if shared:
            speakers = {one.speaker for one in joined.said}
            counts["speakers too many"] += len(speakers) - 2
    return counts


def _heard(
    said: list[Sentence], start: float, end: float, chance: random.Random, *, speakers: bool
) -> list[Said]:
    """What a server hears in a part: whole sentences, at times that are off by a little."""
    labels: dict[str, str] = {}
    found = []
    for one in said:
        if start <= (one.start + one.end) / 2 < end:
            label = labels.setdefault(one.speaker, f"S{len(labels)}") if speakers else None
            off = chance.uniform(-0.2, 0.2)
            found.append(Said(one.text, one.start + off, one.end + off, label))
    return found


def killed_and_resumed(path: Path, said: list[Sentence], folder: Path) -> dict[str, int]:
    """Kill the command after some answers, run it again, and count what was asked."""
    levels = loudness(path, "mp3")
    asked: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    with Endpoint() as server:

        def answer(body: Body) -> Reply:
            part = folder / "part.mp3"
            part.write_bytes(body["file"])
            own = loudness(part, "mp3")
            start = _place(levels, own)
            asked[round(start)] += 1
            time.sleep(0.2)
            heard = _heard(said, start, start + len(own) * STEP, random.Random(0), speakers=False)
            segments = [
                {
                    "start": max(0.0, one.start - start),
                    "end": (one.end or 0) - start,
                    "text": one.text,
                }
                for one in heard
                if one.start is not None
            ]
            answered[round(start)] += 1
            return Reply(body={"text": "", "segments": segments})

        server.answer = answer
        environment = {
            **os.environ,
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "key",
            "RESTYLE_CACHE_DIR": str(folder / "cache"),
            "RESTYLE_CONCURRENCY": "1",
        }
        command = [sys.executable, "-m", "restyle", "read", str(path), "--format", "podcasting20"]
        command += ["--transcriber", "openai/whisper-1"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while sum(answered.values()) < 4:
            time.sleep(0.05)
        time.sleep(0.15)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = Counter(answered)
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
    bodies = [one["body"] for one in json.loads(done.stdout)["segments"]]
    got = Counter(word for text in bodies for word in text.split())
    whole = Counter(word for one in said for word in one.text.split())
    return {
        "parts": len(asked),
        "answered before the kill": sum(before.values()),
        "asked twice": sum(count > 1 for count in asked.values()),
        "words lost": sum((whole - got).values()),
        "words doubled": sum((got - whole).values()),
    }


def _place(levels: npt.NDArray[np.float32], own: npt.NDArray[np.float32]) -> float:
    """Where a part lies in the recording: where their loudness goes together best."""
    whole, part = levels - levels.mean(), own - own.mean()
    size = 1 << int(np.ceil(np.log2(len(whole) + len(part))))
    found = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    return float(np.argmax(found[: len(whole)])) * STEP


def main() -> None:
    """Print the figures."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, said = spoken(folder, hours)
        began = time.perf_counter()
        levels = loudness(path, "mp3")
        looked = time.perf_counter() - began
        print(f"{hours:g} hours, {len(said):,} sentences, {path.stat().st_size / 1e6:.0f} MB")
        print(f"loudness read in {looked:.1f} s")
        print("parts apart:", dict(joins(levels, said, shared=False)))
        print("parts that share a stretch:", dict(joins(levels, said, shared=True)))
        print("killed and resumed:", killed_and_resumed(path, said, folder))


if __name__ == "__main__":
    main()
