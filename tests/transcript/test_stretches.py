"""What of a recording is not the talk: told by what it is, and cut out of longer turns."""

from restyle.transcript.marking import talk_alone
from restyle.transcript.read import parse
from restyle.transcript.transcript import Transcript, TurnKind

TALK = "\n\n".join(
    f"Ann: How did the harbour change in year {n}, and who paid for it in the end?\n\n"
    f"Bob: The quay was built of oak that year, and nobody paid the {n} masons for a month."
    for n in range(14)
)
READ = (
    "This episode is brought to you by Acme. Most tools are either too simple or too slow. "
    "With Acme, your teams plan their work on one board. Learn more at acme.io/harbour."
)


def cut(text: str) -> Transcript:
    return talk_alone(parse(text.encode(), "talk.txt"))


def words(talk: Transcript, kind: TurnKind) -> str:
    return " ".join(turn.text for turn in talk.turns if turn.kind is kind)


def test_a_sponsor_read_within_a_turn_is_cut_out_of_it() -> None:
    talk = cut(
        f"{TALK}\n\nAnn: That is quite a story. {READ} And then the crane came?\n\nBob: It did."
    )

    assert words(talk, TurnKind.AD) == READ
    assert "That is quite a story." in words(talk, TurnKind.SPEECH)
    assert "And then the crane came?" in words(talk, TurnKind.SPEECH)
    assert [turn.index for turn in talk.turns] == list(range(len(talk.turns)))


def test_what_is_sold_right_after_another_advert_is_one_too() -> None:
    second = (
        "Last year a third of the world's cranes were moved with Lifter. It is a partner that "
        "makes each move as light as air. Learn more at lifter.com."
    )
    talked = second.replace(" Learn more at lifter.com.", " I saw it myself.")

    sold = cut(f"{TALK}\n\nAnn: {READ} {second} And then?\n\nBob: It came.")
    told = cut(f"{TALK}\n\nAnn: {READ} {talked} And then?\n\nBob: It came.")

    assert words(sold, TurnKind.AD) == f"{READ} {second}"
    assert words(told, TurnKind.AD) == READ


def test_a_greeting_and_who_is_introduced_are_no_part_of_the_talk() -> None:
    talk = cut(
        "Ann: Welcome to the Harbour Podcast. I'm Ann Lee. My guest today is Bob Ross, who builds "
        f"quays. Bob, what is a quay?\n\nBob: A wall with ships.\n\n{TALK}"
    )

    assert words(talk, TurnKind.INTRO).startswith("Welcome to the Harbour Podcast. I'm Ann Lee.")
    assert "Bob, what is a quay?" in words(talk, TurnKind.SPEECH)


def test_what_is_played_before_the_greeting_and_comes_again_is_a_teaser() -> None:
    hook = (
        "The quay was built of oak that year, and nobody paid the 7 masons for a month. "
        "The quay was built of oak that year, and nobody paid the 9 masons for a month."
    )

    talk = cut(f"Bob: {hook}\n\nAnn: Welcome to the Harbour Podcast. I'm Ann.\n\n{TALK}")

    assert words(talk, TurnKind.TEASER) == hook


def test_requests_and_goodbyes_end_a_show_and_are_talk_elsewhere() -> None:
    end = (
        "If you liked this episode, tweet about it. Please subscribe to our podcast and leave us "
        "a review. See you next week. Bye."
    )

    talk = cut(f"Ann: They had to subscribe to the union then.\n\n{TALK}\n\nAnn: {end}")

    assert words(talk, TurnKind.HOUSEKEEPING) == end
    assert "subscribe to the union" in words(talk, TurnKind.SPEECH)


def test_no_word_is_lost_where_turns_are_cut_and_times_stay_in_order() -> None:
    captions = "WEBVTT\n\n" + "\n\n".join(
        f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v Ann>It was a year of oak. {READ} And so it went on."
        for n in range(10, 14)
    )
    before = parse(captions.encode(), "talk.vtt")

    after = talk_alone(before)

    assert " ".join(t.text for t in after.turns) == " ".join(t.text for t in before.turns)
    starts = [cue.start or 0.0 for turn in after.turns for cue in turn.cues]
    assert starts == sorted(starts)


def test_a_short_text_is_left_whole_but_for_a_sponsor_that_is_named() -> None:
    talk = cut("Ann: Welcome to the Harbour Podcast.\n\nBob: Thanks.\n\nAnn: So?\n\nBob: So.")

    assert {turn.kind for turn in talk.turns} == {TurnKind.SPEECH}
