"""Frozen values: to the reader and to mypy dataclasses, at run time made without compiling.

`dataclasses` writes and compiles six methods for each class, and imports `inspect` to do so; with
fifty classes that is a fifth of the start. Here the methods are shared, and only a class of which
many instances are made gets an `__init__` of its own. The functions of `dataclasses` accept these
values too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import asdict as asdict
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import replace as replace
    from typing import Any
else:
    _MISSING = object()
    _COMPILE_AFTER = 48
    _set = object.__setattr__

    class _Factory:
        """A default that is made anew for each instance."""

        __slots__ = ("default", "make")

        def __init__(self, default: Any, make: Callable[[], Any] | None) -> None:
            self.default, self.make = default, make

    def field(*, default: Any = _MISSING, default_factory: Any = None) -> Any:
        """A default value, or a way to make one."""
        return _Factory(default, default_factory)

    class _Spec:
        """What is known of a class: its fields and their defaults."""

        __slots__ = ("defaults", "left", "makers", "names")

        def __init__(self, names: tuple[str, ...], given: Mapping[str, Any]) -> None:
            self.names = names
            self.left = _COMPILE_AFTER
            self.defaults: dict[str, Any] = {}
            self.makers: dict[str, Callable[[], Any]] = {}
            for name in names:
                value = given.get(name, _MISSING)
                if isinstance(value, _Factory):
                    if value.make is not None:
                        self.makers[name] = value.make
                        continue
                    value = value.default
                if value is not _MISSING:
                    self.defaults[name] = value

    def _init(self: Any, *args: Any, **kwargs: Any) -> None:
        spec = type(self)._spec
        spec.left -= 1
        names = spec.names
        given = dict(zip(names, args, strict=False), **kwargs) if args else kwargs
        odd = len(given) != len(args) + len(kwargs)
        if spec.left >= 0 and not odd:
            count = 0
            for name in names:
                if name in given:
                    _set(self, name, given[name])
                    count += 1
                elif name in spec.defaults:
                    _set(self, name, spec.defaults[name])
                elif name in spec.makers:
                    _set(self, name, spec.makers[name]())
                else:
                    break
            else:
                if count == len(given):
                    return
        cls = type(self)
        cls.__init__ = _compiled(spec)
        cls.__init__(self, *args, **kwargs)

    def _compiled(spec: _Spec) -> Callable[..., None]:
        """An `__init__` as `dataclasses` writes it."""
        world: dict[str, Any] = {"_set": _set, "_missing": _MISSING}
        heads, lines = ["self"], []
        for name in spec.names:
            value = name
            if name in spec.makers:
                world[f"_make_{name}"] = spec.makers[name]
                heads.append(f"{name}=_missing")
                value = f"_make_{name}() if {name} is _missing else {name}"
            elif name in spec.defaults:
                world[f"_default_{name}"] = spec.defaults[name]
                heads.append(f"{name}=_default_{name}")
            else:
                heads.append(name)
            lines.append(f"    _set(self, {name!r}, {value})")
        exec(
            "def __init__({}):\n{}".format(", ".join(heads), "\n".join(lines) or "    pass"), world
        )
        return world["__init__"]

    def _items(self: Any) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self._spec.names])

    def _eq(self: Any, other: object) -> bool:
        if self is other:
            return True
        if self.__class__ is not other.__class__:
            return NotImplemented
        return _items(self) == _items(other)

    def _hash(self: Any) -> int:
        return hash(_items(self))

    def _repr(self: Any) -> str:
        parts = (f"{name}={getattr(self, name)!r}" for name in self._spec.names)
        return f"{type(self).__qualname__}({', '.join(parts)})"

    def _refuse(self: Any, name: str, value: object = None) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change field {name!r}")

    class _Fields:
        """The fields as `dataclasses` wants them, made when somebody asks."""

        def __get__(self, instance: Any, owner: Any) -> Mapping[str, Any]:
            import dataclasses

            spec, found = owner._spec, {}
            for name in spec.names:
                one = dataclasses.field(
                    default=spec.defaults.get(name, dataclasses.MISSING),
                    default_factory=spec.makers.get(name, dataclasses.MISSING),
                )
                one.name, one.type = name, owner.__annotations__[name]
                one._field_type = dataclasses._FIELD
                found[name] = one
            return found

    _METHODS = {
        "__init__": _init,
        "__eq__": _eq,
        "__hash__": _hash,
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__dataclass_fields__": _Fields(),
    }

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """Make a class of annotated fields a frozen value."""

        def make(cls: type) -> type:
            body = dict(cls.__dict__)
            names = tuple(body.get("__annotations__", ()))
            spec = _Spec(names, body)
            for name in names:
                body.pop(name, None)
            if not slots:
                body.update(spec.defaults)
            body.update({k: v for k, v in _METHODS.items() if k not in body or k == "__hash__"})
            body.update(_spec=spec, __match_args__=names)
            body.pop("__dict__", None)
            body.pop("__weakref__", None)
            if slots:
                body["__slots__"] = names
            return type(cls)(cls.__name__, cls.__bases__, body)

        return make

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with some fields changed."""
        for name in value._spec.names:
            if name not in changes:
                changes[name] = getattr(value, name)
        return type(value)(**changes)

    def fields(value: Any) -> tuple[Any, ...]:
        """The fields of a value or of its class."""
        return tuple(value.__dataclass_fields__.values())

    def _plain(value: Any) -> Any:
        if hasattr(value, "_spec"):
            return asdict(value)
        if isinstance(value, (list, tuple)):
            return type(value)(map(_plain, value))
        if isinstance(value, dict):
            return {_plain(key): _plain(inner) for key, inner in value.items()}
        return value

    def asdict(value: Any) -> dict[str, Any]:
        """The fields as a dictionary, values inside values too."""
        return {name: _plain(getattr(value, name)) for name in value._spec.names}
