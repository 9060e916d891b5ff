"""What is told of a group, and what is left blank with its reason."""

from __future__ import annotations

import pytest

from assistant.analysis.portrait import Portrayal
from assistant.analysis.themes import voices_needed
from assistant.engines import open_embedding
from tests.analysis.telling import Said, hurt, material, wish

LATE: Said = ("The bus was late again.", [hurt(theme="late")])
SEAT: Said = ("I need a seat by the door.", [wish()])


@pytest.mark.parametrize(("people", "needed"), [(2, 2), (116, 2), (1499, 2), (1500, 3), (7562, 15)])
def test_how_many_share_a_thing(people: int, needed: int) -> None:
    """Two in any study of interviews, one in five hundred of many customers."""
    assert voices_needed(people) == needed


@pytest.mark.parametrize(("members", "told"), [(5, True), (40, False)])
def test_one_members_wish_says_nothing_of_a_crowd(members: int, told: bool) -> None:
    """Of five it is worth telling; of forty it is not, and the field says why it is blank."""
    names = [f"p{at}" for at in range(members)]
    study = material({who: [LATE, *([SEAT] if who == "p0" else [])] for who in names})
    group = Portrayal(study, frozenset(names), open_embedding())
    fields = {point.field for point in group.points()}

    assert "pains" in fields
    assert ("goals" in fields) is told
    assert ("goals" in group.blanks(fields)) is not told
    if not told:
        assert (
            group.blanks(fields)["goals"] == "what was said of it is told under another heading, or by too few of them"
        )
