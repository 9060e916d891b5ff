"""Themes: how widespread each is, what belongs to it, and shaping them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from assistant.domain import KINDS, Evidence
from tui.marks import standing_mark
from tui.messages import DecisionsTaken, EvidenceRead
from tui.screens.ask import AskScreen, Question
from tui.screens.base import StudyScreen
from tui.screens.rename import Named, RenameScreen
from tui.text import content
from tui.widgets.evidence_pane import in_context, told
from tui.widgets.find_line import FindLine
from tui.widgets.long_list import LongList
from tui.widgets.theme_tree import ThemeTree, findings_in

if TYPE_CHECKING:
    from assistant.domain import Theme
    from assistant.review.codings import Coded, Codings

_EXAMPLES = 3
_ON_THEMES = ("accept", "reject", "edit", "comment")


class ThemeList(LongList):
    """Themes and their findings, a line each."""

    HELP = (
        "Themes under their kinds, the most widespread first. The bar and the count say how many participants, "
        "× how often."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="⏎", tooltip="Open the theme, or a finding in its transcript"),
    ]


class ThemesScreen(StudyScreen):
    """What participants say alike, with how many of them say it. Enter opens a theme to its findings.

    To merge themes, mark some with Space, go to the one that is to hold them, and press m. To move findings, mark
    them and press m on the theme they belong to; s makes a theme of their own.
    """

    MODE: ClassVar[str] = "themes"
    CSS_PATH = "themes.tcss"
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", tooltip="Accept the theme"),
        Binding("x", "reject", "Reject", tooltip="Reject the theme; its findings stay"),
        Binding("e", "edit", "Rename", tooltip="Give the theme another name or definition"),
        Binding("space", "mark", "Mark", key_display="Space", tooltip="Mark a theme or a finding"),
        Binding(
            "m", "gather", "Merge here", tooltip="Put the marked themes or findings into the theme under the cursor"
        ),
        Binding("s", "split", "Split off", tooltip="Make a theme of their own from the marked findings"),
        Binding("u", "app.undo", "Undo", tooltip="Take back your last decision"),
        Binding("n", "next_waiting(1)", "Next", tooltip="Go to the next theme that waits"),
        Binding("N", "next_waiting(-1)", "The last that waits", show=False),
        Binding("c", "comment", "Comment", tooltip="Note something on the theme; it changes nothing"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only themes with certain words"),
        Binding("right,l", "open(True)", "Open", show=False),
        Binding("left,h", "open(False)", "Close", show=False),
        Binding("escape", "leave", "Take all marks off, then back to all themes", show=False),
    ]

    needle: reactive[str] = reactive("", init=False)

    _tree: ThemeTree | None = None
    _shown: tuple[Theme, Coded | None] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._opened: set[str] = set()
        self._marked: set[str] = set()

    def compose_body(self) -> Iterator[Widget]:
        """How many there are, the tree, the one under the cursor."""
        yield Static(content("Reading the themes…", "$foreground-muted"), id="about")
        with Container(id="body"):
            yield ThemeList()
            with VerticalScroll(id="one", can_focus=False):
                yield Static(id="theme", markup=False)
        yield FindLine("words in a theme")

    def on_mount(self) -> None:
        """Ask for the codings and follow them."""
        self.desk_app.need_codings()

    def show_codings(self, codings: Codings) -> None:
        """Show the themes as they stand now."""
        self._tree = ThemeTree(codings)
        self._show()

    def watch_needle(self) -> None:
        """Other words are looked for."""
        self._show()

    def _show(self) -> None:
        tree = self._tree
        if tree is None:
            return
        rows = tree.rows(self._opened, self.needle)
        self._marked &= set(rows)
        self.query_one(LongList).show(rows, lambda row, width: tree.draw(row, self._marked, self._opened, width))
        waiting = sum(theme.status == "draft" for theme in tree.themes.values())
        about = content(f"{len(tree.themes)} themes", "bold") + content(f", {waiting} wait", "$foreground-muted")
        marked = content(f"   ● {len(self._marked)} marked", "bold $text-accent") if self._marked else Content("")
        self.query_one("#about", Static).update(about + marked)

    # --- the one under the cursor ------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme | None:
        """The theme under the cursor, or that of the finding there."""
        row = self.query_one(LongList).row_id or ""
        return self._tree.themes.get(row.partition(" ")[0]) if self._tree is not None else None

    @property
    def finding(self) -> Coded | None:
        """The finding under the cursor."""
        row = self.query_one(LongList).row_id or ""
        return self._tree.codings.by_id.get(row.partition(" ")[2]) if self._tree is not None else None

    @on(LongList.Moved)
    def _row_changed(self) -> None:
        theme, tree = self.theme, self._tree
        if theme is None or tree is None:
            self._shown = None
            self.query_one("#theme", Static).update(Content(""))
        elif (theme, self.finding) != self._shown:
            self._shown = (theme, self.finding)
            examples = [self.finding] if self.finding is not None else tree.codings.of_theme(theme)[:_EXAMPLES]
            self.desk_app.read_evidence(theme.id, [Evidence(item.span, item.id) for item in examples], self)
        self.refresh_bindings()

    def on_evidence_read(self, message: EvidenceRead) -> None:
        """Example quotes have come, perhaps when the cursor is elsewhere already."""
        theme, tree = self.theme, self._tree
        if theme is None or tree is None or theme.id != message.about:
            return
        count = tree.counts[theme.id].in_words()
        parts = [
            content(f"{theme.name}  ", "bold") + standing_mark(theme.status).content(),
            content(f"{theme.kind} · {count}", "$foreground-muted"),
            content(theme.definition or "No definition yet: e writes one."),
        ]
        for item in message.quotes:
            where = " · ".join(part for part in (item.source, item.place) if part)
            parts += [
                Content(""),
                content(item.speaker or "unnamed", "bold") + content(f"  {where}", "$foreground-muted"),
            ]
            parts.append(in_context(item))
        parts += [told(entry) for entry in reversed(message.history)]
        self.query_one("#theme", Static).update(Content("\n").join(parts))

    @on(LongList.Opened)
    def _chosen(self) -> None:
        """Open a theme or close it; a finding opens in its transcript."""
        if self.finding is not None:
            self.desk_app.open_source(self.finding.row.source_id, self.finding.span)
        elif self.theme is not None:
            self.action_open(self.theme.id not in self._opened)

    def action_open(self, is_open: bool) -> None:
        """Show the findings of the theme, or hide them."""
        theme = self.theme
        if theme is not None:
            self._opened = self._opened | {theme.id} if is_open else self._opened - {theme.id}
            if not is_open:
                self.query_one(LongList).go_to(theme.id)
            self._show()

    def go_to_theme(self, theme_id: str) -> None:
        """Put the cursor on a theme."""
        if not self.query_one(LongList).go_to(theme_id):
            self.notify("It is not among the themes any more.", markup=False)

    # --- deciding ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What the keys need: a theme, something marked, something that waits."""
        theme, found = self.theme, findings_in(sorted(self._marked))
        if action == "accept":
            return theme is not None and theme.status != "approved"
        if action in _ON_THEMES:
            return theme is not None
        if action == "mark":
            return self.query_one(LongList).row_id not in (*KINDS, None)
        if action == "gather":
            return theme is not None and bool(self._marked - {theme.id})
        if action == "split":
            return bool(found) and len({name for name, _ in found}) == 1
        return True

    def _decide(self, ids: list[str], act: Act) -> None:
        self.desk_app.decide_on_themes(ids, act)

    def action_accept(self) -> None:
        """Accept the theme."""
        if self.theme is not None:
            self._decide([self.theme.id], lambda theming, themes: theming.approve(themes[0]))

    def action_reject(self) -> None:
        """Ask for the reason, then reject."""
        question = Question("Reject this theme", "Why? The reason stays on record.", "A rejection needs a reason.")
        self._ask(question, lambda theming, themes, words: theming.reject(themes[0], words))

    def action_comment(self) -> None:
        """Ask for a comment and put it on record."""
        question = Question("Comment on this theme", "What should be known about it?", "The comment is empty.")
        self._ask(question, lambda theming, themes, words: theming.comment(themes[0], words))

    def _ask(self, question: Question, act: AskedAct) -> None:
        theme = self.theme
        if theme is None:
            return

        def decide(words: str | None) -> None:
            if words is not None:
                self._decide([theme.id], lambda theming, themes: act(theming, themes, words))

        self.app.push_screen(AskScreen(question, [theme.name], self.desk_app.reasons), decide)

    def action_edit(self) -> None:
        """Give the theme another name or definition."""
        theme = self.theme
        if theme is None:
            return

        def decide(named: Named | None) -> None:
            if named is not None:
                self._decide(
                    [theme.id],
                    lambda theming, themes: theming.rename(themes[0], named.name, named.definition, named.why),
                )

        self.app.push_screen(RenameScreen(theme.name, theme.definition), decide)

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
        found = [pair for pair in findings_in(sorted(self._marked)) if pair[0] != theme.id]
        others = [row for row in sorted(self._marked) if row in tree.themes and row != theme.id]
        if others:
            names = [tree.themes[name].name for name in others]
            question = Question(f"Merge into “{theme.name}”", "A reason, if you like. Enter merges, Esc does not.")
            self._gather(question, names, [theme.id, *others], lambda theming, themes, words: theming.merge(
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
        question = Question(f"Move to “{theme.name}”", "A reason, if you like. Enter moves, Esc does not.")
        self._gather(question, quotes, [home, theme.id], lambda theming, themes, words: theming.move(
            themes[0], ids, themes[1], words))  # fmt: skip

    def action_split(self) -> None:
        """Ask for a name, then make a theme of the marked findings."""
        tree, found = self._tree, findings_in(sorted(self._marked))
        if tree is None or not found:
            return
        ids = [finding for _, finding in found]
        quotes = [tree.codings.by_id[name].quote for name in ids]
        question = Question("A theme of their own", "What is it called?", "The new theme needs a name.")
        self._gather(question, quotes, [found[0][0]], lambda theming, themes, words: theming.split(
            themes[0], ids, words))  # fmt: skip

    def _gather(self, question: Question, subjects: list[str], ids: list[str], act: AskedAct) -> None:
        def decide(words: str | None) -> None:
            if words is not None:
                self._decide(ids, lambda theming, themes: act(theming, themes, words))
                self._marked = set()

        self.app.push_screen(AskScreen(question, subjects), decide)

    def on_decisions_taken(self, message: DecisionsTaken) -> None:
        """The cursor goes to what an undo gave back, or a split made."""
        first = message.entries[0]
        if first.target_type == "theme" and first.action in ("undo", "redo", "split"):
            self.query_one(LongList).go_to(first.target_id)

    # --- moving ------------------------------------------------------------------------------------------------

    def action_next_waiting(self, step: int) -> None:
        """Go to the next theme that waits, round the ends."""
        rows, tree = self.query_one(LongList), self._tree
        if tree is None:
            return
        ids = list(rows.ids)
        before, after = ids[: rows.cursor], ids[rows.cursor + 1 :]
        ahead = after + before if step > 0 else before[::-1] + after[::-1]
        waits = (name for name in ahead if name in tree.themes and tree.themes[name].status == "draft")
        target = next(waits, None)
        if target is None:
            self.notify("No other theme waits.", markup=False)
        else:
            rows.go_to(target)

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    def action_leave(self) -> None:
        """Take all marks off, then back to all themes."""
        if self._marked:
            self._marked = set()
            self._show()
        else:
            self.query_one(FindLine).close()
        self.query_one(LongList).focus()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self.needle = event.value

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(LongList).focus()


if TYPE_CHECKING:
    from assistant.domain import Decision
    from assistant.review.theming import Theming

    Act = Callable[[Theming, list[Theme]], list[Decision]]
    AskedAct = Callable[[Theming, list[Theme], str], list[Decision]]
