"""The library's call that learns a voice: `learn_style`."""

from collections.abc import Sequence

from restyle.document.samples import read_samples
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.budget import Budget
from restyle.now import at_once
from restyle.pipeline.learn import LearnedVoice, learned
from restyle.pipeline.session import asking
from restyle.settings import Settings
from restyle.settings import load as load_settings


def learn_style(
    name: str,
    samples: Sequence[str],
    *,
    quote_samples: bool = False,
    model: Model | None = None,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> LearnedVoice:
    """Return a voice learned from somebody's writing: files, folders and http(s) addresses.

    Its profile is text to be saved as `NAME.toml`, its voiceprint what was measured. Rules are
    written from what was counted and, by a `model` that is given or that of the settings, from
    the samples; `quote_samples` lets their sentences into the profile. Raises StyleError where
    the samples have fewer than 1,500 words.
    """
    settings = settings or load_settings()[0]
    texts, notes = read_samples(samples)
    for note in notes:
        observe(Notice(note))

    async def made() -> LearnedVoice:
        async with asking(settings, model, budget, observe) as asker:
            return await learned(name, texts, asker, observe, quote_samples=quote_samples)

    return at_once(made())
