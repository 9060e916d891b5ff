"""Files that tests import: small interviews in plain text."""

from __future__ import annotations

from pathlib import Path

ANA = """\
Interviewer: How did you hear about it?
Ana: I saw an advert on the train. It looked easy.
Interviewer: And then?
Ana: I waited three weeks for the box. I was angry and nobody called me back.
Interviewer: Did you love anything?
Ana: I love the app though. I need a message when the box is there.
"""
BO = """\
Interviewer: How did you hear about it?
Bo: A friend showed me the app. It was easy to set up.
Interviewer: And then?
Bo: I waited two weeks for the box. The lock was broken when it came.
Interviewer: Would you stay?
Bo: I renewed it, the help line was great. I wish it had a night mode.
"""
CHIDI = """\
Interviewer: How did you hear about it?
Chidi: From an advert in the paper.
Interviewer: And then?
Chidi: I paid at once and waited for the box. The driver lost it.
Interviewer: How was that?
Chidi: I was angry. But the second box was great, I am happy.
"""
DORA = """\
Interviewer: How did you hear about it?
Dora: My sister has one. I paid online.
Interviewer: And then?
Dora: The box came the next day, great. I love the app.
Interviewer: Is anything missing?
Dora: I need a bigger box. I wish the app showed who opened it.
"""
INTERVIEWS = {"01 Ana.txt": ANA, "02 Bo.txt": BO, "03 Chidi.txt": CHIDI, "04 Dora.txt": DORA}

REVIEWS = """\
id,review,rating,city
r1,"I waited for weeks, never again.",1,Leeds
r2,"I love it, easy to set up.",5,York
r3,"The lock was broken.",2,Leeds
"""


def write_interviews(folder: Path, names: tuple[str, ...] = tuple(INTERVIEWS)) -> Path:
    """The interviews as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(INTERVIEWS[name], encoding="utf-8")
    return folder
