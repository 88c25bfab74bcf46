"""A debate as one page of HTML: to be read, sorted, filtered and searched from disk, without any network."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.resources import files

from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.ledger.entries import Kind
from bot.ledger.ledger import Ledger
from bot.ledger.pseudonymity import is_pseudonymous
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.standing.standing import Standing
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.outcome import ToldOutcome, told
from bot.render.report.history import History, data_block
from bot.render.report.html import day, entry_link, in_html, isolated, moment, page_tag
from bot.render.report.opening import sections
from bot.render.report.rows import author_names, definitions, rows, side_choices
from bot.render.report.tree import argument_tree
from bot.words import digest as words
from bot.words import document, estimates, imports, names, outcome, seals
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.report import labels
from bot.words.report.opening import opening
from bot.words.vocabulary import term


@dataclass(frozen=True, slots=True)
class MapMarkup:
    """The map as SVG, for light and for dark paper; empty without a map."""

    light: str = ""
    dark: str = ""


def report(
    front: FrontEnd,
    ledger: Ledger,
    history: History,
    drawing: MapMarkup,
    digest: Digest,
    now: Standing,
    at: datetime,
    imported: ImportMark | None = None,
) -> Iterator[str]:
    """The page of a debate, as of a moment, with where everything stands `now` and what its digest says.

    It comes piece by piece, and its history is never in memory as a whole. It loads nothing, and runs nothing but its
    own script.
    """
    shown = rows(front, ledger, now, digest, history)
    came_to = told(ledger.debate, ledger)
    style, script = _part("page.css"), _script(front)
    html = in_html(front)
    return _template().generate(
        html=html,
        page_tag=page_tag,
        words=labels,
        isolated=isolated,
        entry_link=entry_link,
        moment=partial(moment, front.language),
        covered=partial(names.covered, front),
        day=partial(day, front.language),
        label=labels.labels(html),
        legend=labels.legend(html),
        kinds={kind: term(html.catalogue, kind) for kind in Kind},
        question=names.covered(front, names.question(front, digest.question)),
        opening=opening(front, ledger, digest),
        digest=digest,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        map_light=Markup(drawing.light),
        map_dark=Markup(drawing.dark),
        rows=shown,
        tree=argument_tree(front, ledger),
        sides=side_choices(front, now),
        people=author_names(front, ledger),
        definitions=definitions(front, ledger),
        classes=sorted({(row.order, row.cls) for row in shown}),
        data=map(Markup, data_block(front, ledger, history)),
        at=at,
        opened=ledger.debate.opened_at,
        imported=_imported(html, imported) if imported is not None else None,
        pseudonymous=imports.pseudonymous(html) if is_pseudonymous(ledger.debate.guild) else None,
        is_open=ledger.debate.is_open,
        outcome=outcome.parts(front, came_to),
        before_and_after=_before_and_after(html, came_to),
        look_again=outcome.look_again(front, came_to, document.day),
        named_sides=[
            (side_letter(place), names.side(front, side.name), side.people) for place, side in enumerate(digest.sides)
        ],
        sections=list(sections(front, digest)),
        rest=words.rest_and_settling(front, digest),
        unsided=len(now.unsided),
    )


def _before_and_after(html: FrontEnd, came_to: ToldOutcome) -> tuple[str, ...]:
    """How likely people thought "yes" before and after, line by line below a title; nothing where it is not counted."""
    if came_to.tally is None:
        return ()
    shown = estimates.shown_facts(html, came_to.shown, isolated)
    return (html.say(estimates.TITLE), *estimates.facts(html, came_to.tally), *shown)


def _imported(html: FrontEnd, mark: ImportMark) -> str:
    return imports.imported(html, mark, day(html.language, mark.at), seals.written(mark.events, mark.hash))


def _script(front: FrontEnd) -> str:
    """The page's script with its messages, whose fields are its own expressions."""
    messages = {
        "SHOWN": labels.shown(front, "${shown}", "${rows.length}"),
        "EARLIER": labels.earlier(front, "${earlier}"),
        "SOMEONE": names.person(front, None),
        "COLON": labels.before_a_change(front),
    }
    script = _part("page.js")
    for name, text in messages.items():
        script = script.replace(f"@{name}@", _in_a_literal(text))
    return script


def _in_a_literal(text: str) -> str:
    """A message as it may stand in a string or a template of the script."""
    return "".join(f"\\x{ord(character):02x}" if character in '\\"`<>\n' else character for character in text)


def _policy(style: str, script: str) -> str:
    """What the page may do: show its own style and pictures, run its own script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    around = Environment(
        loader=BaseLoader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return around.from_string(_part("page.html.jinja"))
