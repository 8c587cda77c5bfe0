"""A draft of the whole document by a writer who sees the talk, and neither a plan nor rules.

What it lacks in care the editor makes good, who has another draft and the talk beside it.
"""

from restyle.errors import AnswerError
from restyle.style.length import rounded
from restyle.text.words import length
from restyle.writing import Job
from restyle.writing.ask import FREELY, Asker, with_room
from restyle.writing.whole_talk import talk_values

_FULLER = 1.5  # times what was asked for, as a writer without rules writes
_LEAST = 0.3  # of what was asked for, below which it is no draft of a document


async def drafted(asker: Asker, job: Job) -> str:
    """Return the draft, in Markdown. Raises AnswerError for one that is no document."""
    words = sum(job.lengths)
    request = asker.request(FREELY, {**talk_values(job), "words": rounded(words)}, job=job)
    request = with_room(request, words * _FULLER)
    draft = (await asker.answered(request)).text.strip()
    if length(draft) < _LEAST * words:
        await asker.forget(request)
        raise AnswerError(f"it has {length(draft):,} words where about {words:,} were asked for")
    return draft
