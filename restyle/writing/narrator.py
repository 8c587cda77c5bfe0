"""Whose "I" a text uses, as one instruction to the writer."""

from restyle.document.labels import filled, label
from restyle.style.profile import StyleProfile
from restyle.text.placeholders import nameless
from restyle.transcript.roles import cast, talkers
from restyle.transcript.transcript import Transcript

_MOST_NAMES = 12
_MOST_NAMED = 3
_NEUTRAL = (
    "Nobody says “I”: write in the third person. What nobody disputes is explained, as by one who "
    "knows it, not attributed; a name stands where views differ, and with a story, a guess, a "
    "forecast or a good line. Who speaks: {names}."
)
_PLAIN = "Nobody says “I”: write in the third person; the talk does not name its speakers."
_AUTHOR = (
    "“I” is you, an author who heard the talk, explains it to a friend and says what is odd, "
    "funny or worth keeping in it. What nobody disputes is explained, not attributed, and where "
    "a section is one person's account, it says so once and then simply gives it; never give your "
    "“I” a claim, a memory or a feeling that a speaker had, nor the talk a conclusion that nobody "
    "drew; with stories, guesses, quarrels and good lines name them: {names}."
)
_PERSON = (
    "“I” is {name}: write as {name}, in the first person, with stories told as one's own; what "
    "the team or company of {name} does is “we”. What somebody else ({others}) only asks goes: say "
    "the answer. But whoever argues, or brings a case that {name} takes up or takes on, is a "
    "character in the text, by name, with the whole case; and where {name} replies, one sees who "
    "speaks again. The words of {name} need no quotation marks."
)
_ALONE = "“I” is {name}: write as {name}, in the first person."
_NAMELESS = "“I” is the one who speaks: write in the first person."


def narrator(style: StyleProfile, transcript: Transcript) -> str:
    """Return who says "I" in the text, in a sentence or two for the writer."""
    people = talkers(transcript)[:_MOST_NAMES]
    names = ", ".join(_called(name, transcript) for name in people)
    if who := _narrator(style, transcript):
        others = ", ".join(_called(name, transcript) for name in people if name != who)
        if others:
            return _PERSON.format(name=who, others=others)
        return _NAMELESS if nameless(who) else _ALONE.format(name=who)
    if not names:
        return _PLAIN
    return (_AUTHOR if _by_author(style) else _NEUTRAL).format(names=names)


def whose_i(style: StyleProfile, transcript: Transcript) -> str:
    """Return who "I" is in the text, in a sentence, for somebody who did not write it."""
    if who := _narrator(style, transcript):
        return f"“I” in the text is {who}."
    if _by_author(style):
        return "“I” in the text is an author who heard the talk; the speakers are named."
    return "Nobody says “I” in the text, but where speakers are quoted."


def first_person(style: StyleProfile, transcript: Transcript, language: str = "") -> str:
    """Return a line, in a language, that says who "I" is, or whose talk it is if nobody is "I".

    Empty where nobody knows: who talks alone under a recogniser's label is not known; of several,
    the label says which.
    """
    who, people = _narrator(style, transcript), talkers(transcript)
    if not who:
        known = [name for name in people if not nameless(name)]
        alone = len(people) == 1
        line = label(f"From a talk {'by' if alone else 'with'} {{others}}.", language)
        return filled(line, others=_listed(known, language)) if known else ""
    others = [name for name in people if name != who]
    if not others and nameless(who):
        return ""
    if not others:
        return filled(label("“I” is {name}.", language), name=who)
    line = label("“I” is {name}, from a talk with {others}.", language)
    return filled(line, name=who, others=_listed(others, language))


def _by_author(style: StyleProfile) -> bool:
    """Whether "I" is an author, also for want of a guest who speaks for most of the talk."""
    return style.voice.narrator in ("author", "guest")


def _called(name: str, transcript: Transcript) -> str:
    """A name, and how everybody who writes is to shorten it, so that all shorten it alike."""
    first, _, last = name.partition(" ")
    if not last.isalpha() or nameless(name):
        return name
    same = [one for one in transcript.speakers if one.split()[:1] == [first]]
    return f"{name}, later {first}" if len(same) == 1 else name


def _narrator(style: StyleProfile, transcript: Transcript) -> str:
    part = cast(transcript)
    return {"guest": part.guest, "host": part.host}.get(style.voice.narrator, "")


def _listed(names: list[str], language: str) -> str:
    if len(names) > _MOST_NAMED:
        line = label("{first} and {count} others", language)
        return filled(line, first=names[0], count=str(len(names) - 1))
    if len(names) == 1:
        return names[0]
    line = label("{first} and {last}", language)
    return filled(line, first=", ".join(names[:-1]), last=names[-1])
