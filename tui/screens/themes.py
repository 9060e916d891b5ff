"""Themes, and shaping them: named, merged, split, their findings moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from assistant.domain import CODE
from tui.messages import DecisionsTaken
from tui.screens.ask import AskScreen, Question, commenting, rejecting
from tui.screens.rename import Named, RenameScreen
from tui.screens.theme_list import ThemeListScreen
from tui.widgets.long_list import LongList
from tui.widgets.theme_tree import findings_in, place_of

if TYPE_CHECKING:
    from assistant.domain import Theme

_ON_THEMES = ("accept", "reject", "edit", "flag", "comment")
_WHY_NOT = {
    "accept": "This theme is accepted already.",
    "gather": "Mark other themes, or findings of another one, with Space; then m on the theme that is to hold them.",
    "split": "Mark findings of one theme with Space first.",
    "take_in": "+ is for the quotes below “Told on the same topic, and not counted here”: Enter on a theme lists them.",
    "take_out": "- is for the quotes that a theme counts: Enter on a theme lists them.",
}

_OF_CODEBOOK = "A code counts what is put to it. 3 has its findings: x rejects one there, e puts it to another code."


class ThemesScreen(ThemeListScreen):
    """What participants say alike, with how many of them say it. Enter opens a theme to its findings.

    To merge themes, mark some with Space, go to the one that is to hold them, and press m. To move findings, mark
    them and press m on the theme they belong to; s makes a theme of their own.

    Below the findings of an open theme stands what was told on the same topic and is not counted, where there is
    such. + counts one of these, or all that are marked, in the theme; - takes a finding out of its count. Claims
    follow with the next run.
    """

    MODE: ClassVar[str] = "themes"
    CSS_PATH = "themes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", tooltip="Accept the theme"),
        Binding("x", "reject", "Reject", tooltip="Reject the theme; its findings stay"),
        Binding("e", "edit", "Rename", tooltip="Give the theme another name or definition"),
        Binding("plus", "take_in", "Count it", key_display="+", tooltip="Count the quote in this theme"),
        Binding("minus", "take_out", "Take out", key_display="-", tooltip="Count the quote in this theme no more"),
        Binding("space", "mark", "Mark", key_display="Space", tooltip="Mark a theme or a finding"),
        Binding(
            "m", "gather", "Merge here", tooltip="Put the marked themes or findings into the theme under the cursor"
        ),
        Binding("s", "split", "Split off", tooltip="Make a theme of their own from the marked findings"),
        Binding("u", "app.undo", "Undo", tooltip="Take back your last decision"),
        Binding("n", "next_waiting(1)", "Next", tooltip="Go to the next theme that waits"),
        Binding("N", "next_waiting(-1)", "The last that waits", show=False),
        Binding("f", "flag", "Flag", tooltip="Mark the theme for another look, or take the mark off"),
        Binding("c", "comment", "Comment", tooltip="Note something on the theme; it changes nothing"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only themes with certain words"),
        Binding("right,l", "open(True)", "Open", show=False),
        Binding("left,h", "open(False)", "Close", show=False),
        Binding("escape", "leave", "Take all marks off, then back to all themes", show=False),
        # The same keys where they can do nothing: they say why.
        Binding("a", "why_not('accept')", show=False),
        Binding("m", "why_not('gather')", show=False),
        Binding("s", "why_not('split')", show=False),
        Binding("plus", "why_not('take_in')", show=False),
        Binding("minus", "why_not('take_out')", show=False),
    ]

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What the keys need: a theme, something marked, something that waits."""
        theme = self.theme
        if action == "accept":
            return theme is not None and (theme.status != "approved" or theme.flagged)
        if action in _ON_THEMES:
            return theme is not None or (action == "edit" and self.topic is not None)
        if action == "mark":
            return theme is not None and (self.place.finding != "" or not self.place.beside)
        return self._has_findings_for(action) if action in _WHY_NOT else True

    def _has_findings_for(self, action: str) -> bool:
        """Whether there are marks for what moves findings, of one theme where that is needed."""
        if action == "gather":
            places = [place_of(row) for row in self._marked]
            return self.theme is not None and any(
                place.theme != self.place.theme and not place.beside for place in places
            )
        if action == "take_out" and self.theme is not None and self.theme.kind == CODE:
            return False
        found = findings_in(self._marked) if action == "split" else self._meant(beside=action == "take_in")
        return len({name for name, _ in found}) == 1

    def _meant(self, *, beside: bool) -> list[tuple[str, str]]:
        """The findings to be counted or not: those that are marked, or else the one under the cursor."""
        row = self.query_one(LongList).row_id
        return findings_in(self._marked, beside=beside) or findings_in([row] if row else [], beside=beside)

    def action_take_in(self) -> None:
        """Count what was told on the theme's topic in it; what another theme counts moves over."""
        meant, tree = self._meant(beside=True), self._tree
        if tree is None or not meant:
            return
        theme_id, ids = meant[0][0], [finding for _, finding in meant]
        homes = {theme.id: theme.name for name in ids for theme in tree.codings.themes_of.get(name, ())}
        self._go_on(meant, beside=True)

        def tell() -> None:
            if homes:
                names = ", ".join(f"“{name}”" for name in homes.values())
                self.notify(f"It is counted here now, and no more in {names}.", markup=False)

        self._decide([theme_id, *homes], lambda theming, themes: theming.take_in(themes[0], ids, themes[1:]), tell)

    def action_take_out(self) -> None:
        """Count what is meant in its theme no more."""
        meant = self._meant(beside=False)
        if meant:
            ids = [finding for _, finding in meant]
            self._go_on(meant, beside=False)
            self._decide([meant[0][0]], lambda theming, themes: theming.take_out(themes[0], ids))

    def _go_on(self, meant: list[tuple[str, str]], *, beside: bool) -> None:
        """Put the cursor on the next quote of the same sort, as these will stand elsewhere."""
        rows, theme_id, self._marked = self.query_one(LongList), meant[0][0], set()

        def is_next(row: str) -> bool:
            found = findings_in([row], beside=beside)
            return bool(found) and found[0][0] == theme_id and found[0] not in meant

        if not rows.go_to_next(is_next, 1):
            rows.go_to(theme_id)

    def action_why_not(self, action: str) -> None:
        """Say why a key does nothing now."""
        if self.theme is not None:
            of_codebook = action == "take_out" and self.theme.kind == CODE
            self.notify(_OF_CODEBOOK if of_codebook else _WHY_NOT[action], markup=False)

    def _decide(self, ids: list[str], act: Act, then: Callable[[], None] | None = None) -> None:
        self.desk_app.decide_on_themes(ids, act, then)

    def action_accept(self) -> None:
        """Accept the theme."""
        if self.theme is not None:
            self._decide([self.theme.id], lambda theming, themes: theming.approve(themes[0]))

    def action_flag(self) -> None:
        """Mark the theme, or take the mark off."""
        if self.theme is not None:
            self._decide([self.theme.id], lambda theming, themes: theming.flag(themes[0]))

    def action_reject(self) -> None:
        """Ask for the reason, then reject."""
        question = rejecting("Reject this theme")
        self._ask("reject", question, lambda theming, themes, words: theming.reject(themes[0], words))

    def action_comment(self) -> None:
        """Ask for a comment and put it on record."""
        question = commenting("Comment on this theme")
        self._ask("comment", question, lambda theming, themes, words: theming.comment(themes[0], words))

    def _ask(self, action: str, question: Question, act: AskedAct) -> None:
        theme = self.theme
        if theme is None:
            return
        draft = self.desk_app.unsaved.draft(action, "theme", theme.id)

        def decide(words: str | None) -> None:
            if words is not None:
                self._decide([theme.id], lambda theming, themes: act(theming, themes, words), draft.drop)

        self.app.push_screen(AskScreen(question, [theme.name], self.desk_app.reasons, draft), decide)

    def action_edit(self) -> None:
        """Give the theme another name or definition, or the broader topic another name."""
        theme = self.theme
        if theme is None:
            self._rename_topic()
            return
        draft = self.desk_app.unsaved.draft("rename", "theme", theme.id)

        def decide(named: Named | None) -> None:
            if named is not None:
                self._decide(
                    [theme.id],
                    lambda theming, themes: theming.rename(themes[0], named.name, named.definition, named.why),
                    draft.drop,
                )

        self.app.push_screen(RenameScreen(theme.name, theme.definition, draft), decide)

    def _rename_topic(self) -> None:
        topic = self.topic
        if topic is None:
            return
        ids = [theme.id for theme in topic.themes]
        question = Question("Rename this broader topic", "What is it called?", "It needs a name.", topic.name, "Rename")
        draft = self.desk_app.unsaved.draft("rename", "topic", topic.themes[0].id)

        def decide(words: str | None) -> None:
            if words is not None:
                self._decide(ids, lambda theming, themes: theming.rename_topic(themes, words), draft.drop)

        self.app.push_screen(AskScreen(question, [theme.name for theme in topic.themes], draft=draft), decide)

    def action_mark(self) -> None:
        """Mark the row, or take the mark off, and go on."""
        rows = self.query_one(LongList)
        if rows.row_id is not None:
            self._marked ^= {rows.row_id}
            rows.action_step(1)
            self._show()

    def action_gather(self) -> None:
        """Put what is marked into the theme under the cursor, after a question."""
        theme, tree = self.theme, self._tree
        if theme is None or tree is None:
            return
        found = [pair for pair in findings_in(self._marked) if pair[0] != theme.id]
        others = [row for row in sorted(self._marked) if row in tree.themes and row != theme.id]
        if others:
            names = [tree.themes[name].name for name in others]
            question = Question(f"Merge into “{theme.name}”", "A reason, if you like.", verb="Merge")
            self._gather("merge", question, names, [theme.id, *others], lambda theming, themes, words: theming.merge(
                themes[0], themes[1:], words))  # fmt: skip
        elif found:
            self._move(theme, found)

    def _move(self, theme: Theme, found: list[tuple[str, str]]) -> None:
        tree, home = self._tree, found[0][0]
        if tree is None or any(name != home for name, _ in found):
            self.notify("Move the findings of one theme at a time.", markup=False)
            return
        ids = [finding for _, finding in found]
        quotes = [tree.codings.by_id[name].quote for name in ids]
        question = Question(f"Move to “{theme.name}”", "A reason, if you like.", verb="Move")
        self._gather("move", question, quotes, [home, theme.id], lambda theming, themes, words: theming.move(
            themes[0], ids, themes[1], words))  # fmt: skip

    def action_split(self) -> None:
        """Ask for a name, then make a theme of the marked findings."""
        tree, found = self._tree, findings_in(self._marked)
        if tree is None or not found:
            return
        ids = [finding for _, finding in found]
        quotes = [tree.codings.by_id[name].quote for name in ids]
        question = Question("A theme of their own", "What is it called?", "The new theme needs a name.", verb="Make it")
        self._gather("split", question, quotes, [found[0][0]], lambda theming, themes, words: theming.split(
            themes[0], ids, words))  # fmt: skip

    def _gather(self, action: str, question: Question, subjects: list[str], ids: list[str], act: AskedAct) -> None:
        draft = self.desk_app.unsaved.draft(action, "theme", ids[0])

        def decide(words: str | None) -> None:
            if words is not None:
                self._decide(ids, lambda theming, themes: act(theming, themes, words), draft.drop)
                self._marked = set()

        self.app.push_screen(AskScreen(question, subjects, draft=draft), decide)

    def on_decisions_taken(self, message: DecisionsTaken) -> None:
        """The cursor goes to what an undo gave back, or a split made, unless it is there."""
        themes = [entry.target_id for entry in message.entries if entry.target_type == "theme"]
        if message.entries[0].action in ("undo", "redo", "split") and themes and self.place.theme not in themes:
            self.query_one(LongList).go_to(themes[0])


if TYPE_CHECKING:
    from assistant.domain import Decision
    from assistant.review.theming import Theming

    Act = Callable[[Theming, list[Theme]], list[Decision]]
    AskedAct = Callable[[Theming, list[Theme], str], list[Decision]]
