"""Discord's own API document, and a checker of requests against it, where both lie beside the checkout."""

import importlib.util
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

CHECKER = Path(__file__).parents[2] / "shared" / "discord-openapi" / "check.py"

LOOKED_UP = Draft202012Validator.VALIDATORS["$ref"]
ONE_OF = Draft202012Validator.VALIDATORS["oneOf"]

Check = Callable[[str, str, Any], Sequence[str]]
"""What is wrong with a request, by its method, its path and its body."""


def checker() -> Check | None:
    """The checker; None where it does not lie beside the checkout."""
    if not CHECKER.exists():
        return None
    module = _loaded()
    keywords = {"$ref": _reference(), "oneOf": _one_of(module.deref)}
    module.Draft202012Validator = validators.extend(Draft202012Validator, keywords)
    module.abs_ = _once(module.abs_, id)
    fits = _once(module.ok, lambda schema, value: (id(schema), json.dumps(value)))
    module.ok = lambda schema, value: not _is_of_another_type(module.deref(schema), value) and fits(schema, value)
    return _once(module.check, lambda *request: json.dumps(request))


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("discord_api_check", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the checker leaves its document's file to the collector
        spec.loader.exec_module(module)
    return module


def _once(function: Callable[..., Any], key: Callable[..., object]) -> Callable[..., Any]:
    """A function that is called only once for each key of its arguments."""
    results: dict[object, Any] = {}

    def called(*arguments: Any) -> Any:
        place = key(*arguments)
        if place not in results:
            results[place] = function(*arguments)
        return results[place]

    return called


def _reference() -> Callable[..., Iterator[ValidationError]]:
    """The keyword `$ref`, looked up only once for a value that is valid: requests share most of their components."""
    valid = set[tuple[str, str]]()

    def reference(validator: Any, target: str, value: object, schema: object) -> Iterator[ValidationError]:
        place = target, json.dumps(value)
        if place in valid:
            return
        wrong = False
        for problem in LOOKED_UP(validator, target, value, schema):
            wrong = True
            yield problem
        if not wrong:
            valid.add(place)

    return reference


def _one_of(component: Callable[[Any], Any]) -> Callable[..., Iterable[ValidationError]]:
    """The keyword `oneOf`, which looks only at the components that have the value's type, where there is any."""

    def one_of(validator: Any, branches: Sequence[Any], value: object, schema: object) -> Iterable[ValidationError]:
        like_it = [branch for branch in branches if not _is_of_another_type(component(branch), value)]
        found: Iterable[ValidationError] = ONE_OF(validator, like_it or branches, value, schema)
        return found

    return one_of


def _is_of_another_type(component: Mapping[str, Any], value: object) -> bool:
    """Whether a component of the document names the numbers of its `type`, and a value has another one."""
    named = component.get("properties", {}).get("type", {}).get("enum")
    return named is not None and isinstance(value, dict) and "type" in value and value["type"] not in named
