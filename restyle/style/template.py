"""A new voice: a profile with every key explained, ready to be edited."""

import re

from restyle.errors import StyleError
from restyle.style.files import forms, lineage, load

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,60}[a-z0-9])?")

_OWN = '''\
# The voice "{name}". Edit it, then look at it:
#
#     restyle styles check {name}
#     restyle styles try {name} TRANSCRIPT
#
# Keys with a # before them show what holds without them.

title = "{title}"                 # stands in the document's title
description = "One line for the list of voices."

[voice]
# Who speaks, to whom, and in which mood: three to six sentences about a person, not adjectives.
brief = """
Somebody who knows the subject explains it to a friend who asks good questions. The friend has
ten minutes and wants to understand, not to be impressed.
"""
# Whose "I" the text uses: guest, host, author (who heard the talk), or neutral (nobody's).
narrator = "neutral"
# What the voice does, one habit a line; with an example in quotation marks where it helps.
do = [
  "Begin with the point, then show how one gets there.",
  "Use the speaker's own example before any explanation.",
  "Say who holds a view, by name.",
]
# What it never does. Words in quotation marks are looked for in what was written.
avoid = [
  "Throat-clearing: \\"it is worth noting\\", \\"in conclusion\\".",
  "Adjectives where a number could stand.",
  "A summary at the end.",
]
# stock = []                      # names that the voice may use though nobody said them

[shape]
# {forms}
form = "essay"
# heading = "{{topic}}"             # such as "On {{topic}}"
# length = 0.25                   # words out for each word of talk
# most_words = 5000               # of a document, however long the talk
# lists = true                    # whether sections may have lists
# section_words = 1200            # words of talk a section; without it the talk decides

[takeaways]
# count = 8                       # at most
# pattern = "**{{claim}}** {{why}}"

# [form.closing]
# heading = "Key Takeaways"       # any part of the form may be changed for this voice

# [sampling]
# temperature = 0.5               # without it, the model's own

# One piece of talk and its rewrite say more than all rules. Take talk on another subject than
# you rewrite, with its stumbles; lose nothing of it and add nothing; quote it exactly.
[[examples]]
source = """
Host: So how long does it take?
Guest: The, um, the paint? Two days, I'd say. It's the waiting between the coats.
Host: Can't you hurry it?
Guest: I've tried. It peels.
"""
rewrite = """
Painting takes two days, by the guest's estimate, because of the waiting between the coats.
Can it be hurried? The guest has tried. It peels.
"""
'''

_CHILD = '''\
# The voice "{name}": {base}, changed. Edit it, then look at it:
#
#     restyle styles check {name}
#     restyle styles try {name} TRANSCRIPT --style {base}
#
# What is not said here is as in {base} ({path}). Tables are merged key by key. A list takes the
# place of the other's, unless `append` names it: then it comes behind it.

extends = "{base}"
# append = ["voice.do", "voice.avoid", "examples"]

title = "{title}"
description = "One line for the list of voices."

[voice]
# brief = """
# Who speaks, to whom, and in which mood.
# """
# narrator = "{narrator}"              # or guest, host, author, neutral
# do = [
#   "One habit a line.",
# ]
# avoid = [
#   "Words in \\"double quotes\\" are looked for in what was written.",
# ]

[shape]
# form = "{form}"                 # {forms}
# heading = "{heading}"
# length = {length:g}                   # words out for each word of talk
# lists = {lists}
'''


def named_style(name: str) -> None:
    """Raise StyleError for what is no name of a style."""
    if not _NAME.fullmatch(name):
        raise StyleError(
            f"{name}: expected a name such as feynman or short-notes: small letters, digits, "
            "hyphens"
        )


def new_style(name: str, base: str = "") -> str:
    """Return the text of a profile to edit, which is valid as it stands.

    With `base` it extends that voice. Raises StyleError for a name that is none, and an
    unknown base.
    """
    named_style(name)
    title = name.replace("-", " ").replace("_", " ").title()
    known = f"a form is one of {', '.join(sorted(forms()))}"
    if not base:
        return _OWN.format(name=name, title=title, forms=known)
    if base.endswith(".toml"):
        raise StyleError(f"{base}: a voice extends one by its name; put the file into ./styles")
    parent = load(base)
    return _CHILD.format(
        name=name,
        base=base,
        path=lineage(base)[0].name,
        title=title,
        narrator=parent.voice.narrator,
        form=parent.shape.form,
        forms=known,
        heading=parent.shape.heading,
        length=parent.shape.length,
        lists=str(parent.shape.lists).lower(),
    )
