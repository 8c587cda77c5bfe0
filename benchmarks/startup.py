"""How long the command takes to answer: whole processes, beside `python -c pass`.

    .venv/bin/python benchmarks/startup.py [RUNS]

Targets on an idle machine: --help 0.15 s, styles 0.30 s.
"""

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "restyle --version": [sys.executable, "-m", "restyle", "--version"],
    "restyle --help": [sys.executable, "-m", "restyle", "--help"],
    "restyle rewrite --help": [sys.executable, "-m", "restyle", "rewrite", "--help"],
    "restyle styles": [sys.executable, "-m", "restyle", "styles"],
}


def main(runs: int) -> None:
    """Time the commands in turn, so that a drift of the machine meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, command in COMMANDS.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times[name].append(time.perf_counter() - began)
    print(f"{'command':24} {'min':>7} {'median':>7} {'max':>7}   seconds, {runs} runs")
    for name, taken in times.items():
        counted = taken[1:]  # the first fills the disk cache
        low, middle, high = min(counted), statistics.median(counted), max(counted)
        print(f"{name:24} {low:7.3f} {middle:7.3f} {high:7.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
