"""Keys one at a time: each acts on what the one before it left, however fast they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

LAPS = 2
"""In one lap a key climbs from the focused part to the app, in another what it asks for does."""
CALM = 0.12
"""Seconds after which the deed of a key is done, unless the program was busy meanwhile."""
PROMPT = 0.02
"""Within how many seconds a key is taken up while the program is not busy."""
PATIENCE = 2.0
"""Seconds after which a key that got lost on its way holds the others no longer."""
AGAIN = 0.01
"""Seconds until it is looked again whether a screen is ready."""
_AT_ONCE = frozenset(("ctrl+c", "ctrl+q"))


class _Step:
    """A callback that takes no arguments and says so, which spares Textual looking it up."""

    __slots__ = ("_args", "_deed")
    _param_count = 0

    def __init__(self, deed: Callable[..., None], *args: object) -> None:
        self._deed, self._args = deed, args

    def __call__(self) -> None:
        self._deed(*self._args)


class KeyQueue(App[None], inherit_bindings=False):
    """An app that holds a key back until the deed of the key before it is done.

    Textual hands a key to the focused part, lets it climb back to the app, and only then runs
    its action, whose own messages climb again. Without this, keys that arrive together, as they
    do over a slow line, would act on what had the focus before. A key that comes by itself is
    sent at once and followed by nothing.
    """

    def __init__(self, *, ansi_color: bool | None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._under_way = False
        self._since = 0.0
        """When the key that is under way was sent, or the first one began to wait."""
        self._last = 0.0
        """When the key that was sent last had come."""
        self._target: MessagePump = self

    @property
    def busy(self) -> bool:
        """Whether a key is on its way or waits for its turn."""
        return self._under_way or bool(self._waiting)

    def is_quiet(self, seconds: float) -> bool:
        """Whether every key is done with and none has come for so long."""
        return not self.busy and monotonic() - self._last > seconds

    def settled(self) -> bool:
        """Whether what is on the screen is ready for the next key."""
        return True

    async def on_event(self, event: events.Event) -> None:
        """Hold a key that came from the terminal while another one is on its way."""
        if not isinstance(event, events.Key) or event.is_forwarded or event.key in _AT_ONCE:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if self._under_way and monotonic() - self._since < PATIENCE:
            return
        if self._alone(event) and self.settled():
            await self._send()
            return
        self._under_way, self._since = True, monotonic()
        self._climb(self._target, LAPS)

    def _alone(self, event: events.Key) -> bool:
        """Whether the key before was long ago, and nothing kept this one waiting."""
        waited = events.Event().time - event.time
        return event.time - self._last > CALM and waited < PROMPT

    async def _send(self) -> None:
        event = self._waiting.popleft()
        self._last, self._target = event.time, self.focused or self.screen
        await super().on_event(event)

    async def _send_next(self) -> None:
        """Send a key of a burst and follow it, so that the one behind it waits for its deed."""
        if self._waiting:
            self._under_way, self._since = True, monotonic()
            await self._send()
            self._climb(self._target, LAPS)

    def _climb(self, part: MessagePump, laps: int) -> None:
        """Follow the messages of a key from one part to the one above it, up to the app."""
        if part is self:
            step = _Step(self._turn, laps)
        else:
            step = _Step(self._climb, part._parent or self, laps)
        if not part.post_message(events.Callback(callback=step)) and part is not self:
            self._climb(self, laps)

    def _turn(self, laps: int) -> None:
        if laps > 1:
            self._climb(self.focused or self.screen, laps - 1)
        else:
            self._arrive()

    def _arrive(self) -> None:
        """Let the next key through as soon as the screen is ready for it."""
        if not self.settled() and monotonic() - self._since < PATIENCE:
            self.set_timer(AGAIN, self._arrive)
            return
        self._under_way = False
        if self._waiting:
            self.call_next(self._send_next)
