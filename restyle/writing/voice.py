"""What every prompt that asks for text in a voice is given."""

from restyle.transcript.translation import is_translation
from restyle.writing import Job
from restyle.writing.narrator import narrator


def voice_values(job: Job) -> dict[str, object]:
    """Return the style, the language, whether that is another than the talk's, and the narrator."""
    return {
        "style": job.style,
        "language": job.language,
        "translated": is_translation(job.transcript, job.language),
        "narrator": narrator(job.style, job.transcript),
    }
