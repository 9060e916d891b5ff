"""What sets a group apart are themes, and broader topics where more of the group speak of one."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysis.material import Material
from assistant.analysis.spoken_of import SpokenOf
from assistant.domain import UNDER
from assistant.engines.told import OUTLOOK, Told
from tests.analysis.telling import Coding, Said, hurt, material

BUS: Said = ("The bus was late again.", [hurt(theme="late bus")])
TRAIN: Said = ("The train never came.", [hurt(theme="no train")])
RAIN: Said = ("The rain came in.", [hurt(theme="rain")])


def study(under: dict[str, str]) -> Material:
    """Twelve people; of the first six two speak of buses, two of trains, and one of the others of rain."""
    said = {0: BUS, 1: BUS, 2: TRAIN, 3: TRAIN, 6: RAIN, 7: RAIN}
    made = material({f"p{at}": [said[at]] if at in said else [] for at in range(12)})
    themes = [replace(one, attributes={UNDER: under[one.name]}) if one.name in under else one for one in made.themes]
    return replace(made, themes=themes)


def apart(under: dict[str, str]) -> list[tuple[str, Told]]:
    group = SpokenOf(study(under), frozenset(f"p{at}" for at in range(6)))
    return [(topic.name, topic.told) for topic in group.setting_apart()]


def test_a_broader_topic_may_tell_a_group_from_the_others_where_no_theme_does() -> None:
    """Two of six are too few to stand for all of them, four are not; its themes are not told once more."""
    assert apart({"late bus": "delays", "no train": "delays"}) == [("delays", Told(4, 6, 0, 6))]


def test_without_a_broader_topic_themes_stand_alone() -> None:
    """The best there is, those of most people first and then by name."""
    assert apart({}) == [("late bus", Told(2, 6, 0, 6)), ("no train", Told(2, 6, 0, 6))]


def test_a_topic_of_one_theme_is_that_theme() -> None:
    """The other themes of the topic were rejected since."""
    assert [name for name, _ in apart({"late bus": "delays"})] == ["late bus", "no train"]


def test_what_leads_most_is_told_of_a_topic() -> None:
    """Two of the others speak of rain, which stands under the same: buses alone tell the group better."""
    assert apart({"late bus": "weather", "rain": "weather"}) == [
        ("late bus", Told(2, 6, 0, 6)),
        ("no train", Told(2, 6, 0, 6)),
    ]


PRAISE: Coding = ("gain", "praise", {})


def outlooks(group: int, praising: int, elsewhere: int) -> list[tuple[str, Told]]:
    """Of so many of twelve people some praise more than they complain, and so many of the others do."""
    said: dict[int, Said] = {at: ("It was lovely, it was.", [PRAISE, PRAISE, hurt()]) for at in range(12)}
    glad = {*range(praising), *range(group, group + elsewhere)}
    made = material({f"p{at}": [said[at] if at in glad else BUS] for at in range(12)})
    people = SpokenOf(made, frozenset(f"p{at}" for at in range(group)))
    return [(topic.name, topic.told) for topic in people.outlooks()]


def test_an_outlook_sets_a_group_apart_where_clearly_more_of_it_share_it() -> None:
    """Five of six praise more than they complain, and one of the others; the others' outlook is not theirs."""
    assert outlooks(6, praising=5, elsewhere=1) == [(OUTLOOK["gain"], Told(5, 6, 1, 6))]


def test_an_outlook_that_the_others_share_sets_nobody_apart() -> None:
    """Five of six, and four of the other six."""
    assert outlooks(6, praising=5, elsewhere=4) == []


def test_everybody_together_has_no_outlook_of_their_own() -> None:
    """There is nobody else."""
    assert outlooks(12, praising=9, elsewhere=0) == []


def test_a_topic_of_trouble_and_one_of_pleasure_by_one_name_are_two() -> None:
    """Somebody called both `riding`: those who praise it have no trouble."""
    ride: Said = ("The ride was smooth.", [("gain", "ride", {"theme": "smooth ride"})])
    hill: Said = ("The hill was easy.", [("gain", "hill", {"theme": "easy hill"})])
    said = {0: BUS, 1: TRAIN, 2: BUS, 3: TRAIN, 4: ride, 5: hill}
    made = material({f"p{at}": [said[at]] if at in said else [] for at in range(12)})
    themes = [replace(one, attributes={UNDER: "riding"}) for one in made.themes]
    group = SpokenOf(replace(made, themes=themes), frozenset(f"p{at}" for at in range(6)))

    assert next((topic.name, topic.kind, topic.told.here) for topic in group.setting_apart()) == ("riding", "pain", 4)
