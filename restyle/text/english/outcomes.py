"""What comes of a meeting: who takes something on, what is settled, what is left open."""

import re

_TASK = (
    r"(?:arrange|audit|book|build|call (?!them|you)|check (?:with|on|whether|if)|circulate|clean up"
    r"|contact|coordinate|create|document|draft|e-?mail|file|finali[sz]e|find out|fix|follow up"
    r"|get back|handle|help|implement|invite|investigate|look into|make sure|merge|open|order"
    r"|organi[sz]e|own|pick up|ping|plan|post|prepare|present|provide|pull together|put together"
    r"|reach out|report|research|review|run|schedule|send|set up|share|ship|submit|support|sync"
    r"|take care|talk (?:to|with)|test|update|upload|work (?:on|with|out)|write)\b"
)
_TAKES_ON = re.compile(
    rf"^(?:(?:and|but|so|okay|sure|yes|yeah|great|absolutely|of course|will do|no problem|then)\b"
    rf"[,.]? ){{0,3}}(?:i'll|i’ll|i will|i can|i'm going to|i’m going to|i am going to"
    rf"|i(?:'m|’m|'d be)? happy to) (?:also |definitely |then |just |go ahead and )?{_TASK}",
    re.IGNORECASE,
)
# Said of the talk itself, not of what comes after it.
_NOW = re.compile(
    r"\b(?:(?:quickly |briefly )?summari[sz]e|my screen|the floor|forward"
    r"|over to|(?:right )?now|a question"
    r"|(?:an|one|another) example|ask you|tell you|say\b|start (?:with|by|off)"
    r"|back to (?:that|this))",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(r"^([A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30})?): (\w[^\n]{9,})$")
_MOVES = re.compile(
    r"\b(?:i|i'd like to|i would like to|i will) (?:make a motion|move|so move)"
    r" (?:to|that|for|we|the|approval|adoption)\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:motion (?:has |is |was )?(?:passe[sd]|carrie[sd]|approved|adopted)"
    r"|(?:passe[sd]|carrie[sd]|approved|adopted) unanimously|ayes have it|it is so ordered)\b",
    re.IGNORECASE,
)
_AYE = re.compile(r"\b(?:aye|yea)\b", re.IGNORECASE)
_NAY = re.compile(r"\bnay\b", re.IGNORECASE)
_FAILED = re.compile(
    r"\bmotion (?:has |is |was )?(?:fails|failed|dies|died|defeated|lost|rejected"
    r"|(?:does|did) not (?:pass|carry))\b|\b(?:nays|noes) have it\b",
    re.IGNORECASE,
)
_MAJORITY = 3  # ayes in a row of answers
_DECIDES = re.compile(
    r"\b(?:we(?:'ve|’ve| have)? (?:agreed|decided|resolved|settled on|voted to|signed off on)"
    r"|it(?:'s|’s| is| was| has been) (?:decided|agreed|settled)"
    r"|the decision is|we(?:'ll|’ll| will| are going to) go with|our next \w{1,20} ?\w{0,20} is"
    r" scheduled|let(?:'s|’s) (?:go with|plan to|plan on|ship|postpone|table|revisit|defer|schedule"
    r"|move (?:the|it|that)|make that))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:open question|(?:still|we) (?:need|have) to (?:decide|figure out|work out|agree)"
    r"|(?:not|n't|n’t) (?:yet )?(?:been )?decided|remains? (?:open|unclear|to be seen)"
    r"|to be determined|tbd|unresolved|we don(?:'t|’t) (?:yet )?know (?:yet )?(?:whether|if|when)"
    r"|question (?:is|remains) whether|up in the air)\b",
    re.IGNORECASE,
)


def takes_on(sentence: str) -> bool:
    """Return whether somebody says that he will do something after the talk."""
    return bool(_TAKES_ON.match(sentence)) and not _NOW.search(sentence)


def assigned(sentence: str) -> tuple[str, str]:
    """Return to whom a summary gives a task, and the task: `Maria: finish the page`; else empty."""
    match = _ASSIGNS.match(sentence)
    return (match[1], match[2]) if match else ("", "")


def moves(sentence: str) -> bool:
    """Return whether somebody makes a motion."""
    return bool(_MOVES.search(sentence))


def carries(answers: str) -> bool:
    """Return whether what is said after a motion shows that it was carried.

    It was where somebody says so, or where all who are called answer with "aye".
    """
    if fails(answers):
        return False
    ayes = len(_AYE.findall(answers)) >= _MAJORITY and not _NAY.search(answers)
    return ayes or bool(_CARRIED.search(answers))


def fails(answers: str) -> bool:
    """Return whether what is said after a motion shows that it was lost."""
    lost, carried = _FAILED.search(answers), _CARRIED.search(answers)
    return bool(lost and not (carried and carried.start() < lost.start()))


def decides(sentence: str) -> bool:
    """Return whether a sentence says that something is settled."""
    return bool(_DECIDES.search(sentence)) and not sentence.endswith("?")


def leaves_open(sentence: str) -> bool:
    """Return whether a sentence says that something is not settled."""
    return bool(_OPEN.search(sentence))
