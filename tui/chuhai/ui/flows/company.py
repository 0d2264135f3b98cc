"""The ten questions about the seller's company: reading, asking, saving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chuhai.gates import Standing
from chuhai.model.company import CompanyKind, Goods
from chuhai.profile import LISTS, NAMES, Profile, parse, read_profile, typed, update_profile
from chuhai.strings import Refusal, strings
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp
    from chuhai.ui.screens.company import CompanyForm

FIRST = ("CN", "HK")
"""The places that are offered first."""
TAKE_BACK = "-"
NONE = "none"


class Company:
    """The profile, and what platforms make of it."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self.form: CompanyForm | None = None
        self._stamp = (0, 0)

    def load(self) -> None:
        """Read the profile; what of it cannot be read is named."""
        app = self.app
        profile, odd = read_profile(app.world.profile_path)
        if odd:
            names = [app.words(f"profile.{name}") for name in odd]
            what = app.words("list.whole-file") if odd == NAMES else "、".join(names)
            app.say(app.words("toast.profile", what=what), severity="warning")
        self._take(profile)

    def look(self) -> bool:
        """Whether another window or a script changed the profile, which is then read anew."""
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self.load()
        return True

    def _stamped(self) -> tuple[int, int]:
        try:
            stat = self.app.world.profile_path.stat()
        except OSError:
            return 0, 0
        return stat.st_ino, stat.st_mtime_ns

    def _take(self, profile: Profile) -> None:
        app = self.app
        app.standing = Standing(app.library, profile, app.world.today)
        self._stamp = self._stamped()

    @property
    def profile(self) -> Profile:
        """The answers."""
        return self.app.standing.profile

    def tally(self) -> Counter[str]:
        """How all platforms stand in all markets that the filter leaves."""
        total: Counter[str] = Counter()
        for market in self.app.context.scope():
            total += self.app.standing.tally(market)
        return total

    # ------------------------------------------------------------ asking

    def open(self) -> None:
        """The form with all ten questions."""
        from chuhai.ui.screens.company import CompanyForm

        app = self.app
        self.form = CompanyForm(app.context, self.tally(), self.ask)
        app.push_screen(self.form, self._closed)

    def _closed(self, _: object) -> None:
        self.form = None
        self.app.present()

    def ask(self, name: str, clear: bool) -> None:
        """Ask one question, or take its answer back."""
        if clear:
            self._save(name, None)
        elif name in LISTS:
            self._ask_several(name, "")
        elif name in ("kind", "brand"):
            self._ask_one(name)
        else:
            self._ask_words(name)

    def _ask_one(self, name: str) -> None:
        app = self.app
        codes = tuple(CompanyKind) if name == "kind" else ("yes", "no")
        options = [Option(code, app.words(f"answer.{code}")) for code in codes]
        options.append(Option(TAKE_BACK, app.words("answer.open"), style="$muted"))
        at = typed(name, getattr(self.profile, name)) or TAKE_BACK
        pick = Pick(app.words(f"profile.{name}"), narrowing(options), at=at)
        app.push_screen(pick, lambda code: self._answered(name, code))

    def _ask_several(self, name: str, at: str) -> None:
        app = self.app
        held = getattr(self.profile, name)
        options = [Option(NONE, f"{'◆' if held == () else ' '} {app.words('answer.none-of')}")]
        options.append(Option(TAKE_BACK, f"  {app.words('answer.open')}", style="$muted"))
        for code, label, also in self._choices(name):
            mark = "◆" if code in (held or ()) else " "
            options.append(Option(code, f"{mark} {label}", code, also))
        hint = app.words("pick.several-hint")
        first = next(iter(held or ()), options[2].key)
        pick = Pick(app.words(f"profile.{name}"), narrowing(options), hint=hint, at=at or first)
        app.push_screen(pick, lambda code: self._toggled(name, code))

    def _choices(self, name: str) -> Sequence[tuple[str, str, str]]:
        """Code, name and other names of everything that can be chosen."""
        app = self.app
        if name == "goods":
            return [(goods.value, app.words(f"goods.{goods}"), goods.value) for goods in Goods]
        if name == "languages":
            known = [key for key in strings() if key.startswith("language.")]
            codes = [key.partition(".")[2] for key in known]
            return [
                (c, app.words(f"language.{c}"), f"{c} {strings()[f'language.{c}']}") for c in codes
            ]
        others = [code for code in app.library.places if len(code) == 2]
        order = dict.fromkeys((*FIRST, *app.library.markets, *others))
        found = []
        for code in order:
            place = app.library.place_name(code)
            found.append((code, place.in_lang(app.lang), f"{code} {place.en} {place.zh}"))
        return found

    def _toggled(self, name: str, code: str | None) -> None:
        if code is None:
            return
        if code == TAKE_BACK:
            self._save(name, None)
            return
        held = getattr(self.profile, name) or ()
        if code == NONE:
            self._save(name, ())
            return
        kept = tuple(known for known in held if known != code)
        answer = kept if code in held else (*held, code)
        if self._save(name, answer or None):
            self._ask_several(name, code)

    def _ask_words(self, name: str) -> None:
        app = self.app
        value = typed(name, getattr(self.profile, name))
        prompt = Prompt(app.words(f"prompt.{name}"), value, app.words(f"hint.{name}"))
        app.push_screen(prompt, lambda text: self._answered(name, text))

    def _answered(self, name: str, text: str | None) -> None:
        app = self.app
        if text is None:
            return
        try:
            answer = parse(name, text, app.library.places, app.world.today)
        except Refusal as refusal:
            app.say(refusal.said(app.lang), severity="warning")
            return
        self._save(name, answer)

    def _save(self, name: str, answer: Any) -> bool:
        """Write an answer, then show it; says whether it was written."""
        app = self.app
        try:
            self._take(update_profile(app.world.profile_path, {name: answer}))
        except OSError as error:
            why = error.strerror or str(error)
            app.say(app.words("toast.saved-not", why=why), severity="error")
            return False
        if self.form is not None:
            self.form.show(app.context, self.tally())
        return True
