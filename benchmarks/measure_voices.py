"""Measure the bundled voices on sections that were written in them: styles/NAME.voiceprint.json.

    python -m benchmarks.measure_voices

The texts lie in `benchmarks/authors/voices`, a folder for each voice: about 2,000 words
or more, made of the example's talk, and for `karpathy` of another one, by independent writers who
saw the voice's prompt alone.
"""

from pathlib import Path

from restyle.style.voiceprints import voiceprint_path
from restyle.stylometry.prose import blocks_of
from restyle.stylometry.voiceprint import as_json, voiceprint_of

TEXTS = Path(__file__).parent / "authors" / "voices"
STYLES = Path(__file__).parent.parent / "styles"


def main() -> None:
    """Write a voiceprint for each text."""
    for folder in sorted(path for path in TEXTS.iterdir() if path.is_dir()):
        texts = sorted(folder.glob("*.md"))
        voice = voiceprint_of([blocks_of(text.read_text()) for text in texts])
        path = voiceprint_path(STYLES / f"{folder.name}.toml")
        path.write_text(as_json(voice))
        print(f"{path.name}: {voice.words:,} words, its own pieces at {voice.own.mean:.2f}")


if __name__ == "__main__":
    main()
