"""A digest as Discord would show it, as one HTML page: for whoever looks at Crux before inviting it."""

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape

from bot.ledger.entries import Answer
from bot.render.chat import DigestMessage
from bot.words import buttons, demo
from bot.words.front_end import FrontEnd

_LINK = r"\[(?P<label>[^\]]+)\]\((?P<address>https://discord\.com/channels/[0-9/@me]+)\)"
_INLINE = re.compile(rf"\\(?P<plain>[^0-9A-Za-z\s])|\*\*(?P<bold>.+?)\*\*|{_LINK}")

_STYLE = """
:root { color-scheme: dark; }
body { margin: 0; background: #313338; color: #dbdee1; font: 16px/1.4 system-ui, sans-serif; }
main { max-width: 640px; margin: 0 auto; padding: 24px 16px; }
header { display: flex; gap: 8px; align-items: baseline; margin-bottom: 8px; }
header strong { color: #f2f3f5; } header span { font-size: 12px; color: #b5bac1; }
.app { background: #4752c4; color: #fff; font-size: 11px; font-weight: 600; border-radius: 4px; padding: 0 5px; }
.box { background: #393a41; border: 1px solid #4e5058; border-radius: 8px; padding: 12px 16px; }
h1 { font-size: 22px; margin: 8px 0; color: #f2f3f5; } h2 { font-size: 18px; margin: 16px 0 4px; color: #f2f3f5; }
p { margin: 2px 0; } ul { margin: 0; padding-left: 22px; } li { margin: 4px 0; overflow-wrap: anywhere; }
small { color: #b5bac1; } a { color: #7cb8ff; } img { width: 100%; border-radius: 8px; margin-top: 12px; }
.row { display: flex; gap: 8px; margin-top: 8px; flex-wrap: wrap; }
.button { color: #fff; border-radius: 8px; padding: 6px 14px; font-size: 14px; font-weight: 500; background: #4e5058; }
.agree { background: #1f7a3d; } .disagree { background: #b3272d; }
""".strip()


def page(front: FrontEnd, message: DigestMessage, picture: bytes, described: str) -> str:
    """The digest's message with its picture and its buttons; they do nothing here."""
    parts = [part for block in message.blocks for part in _block(block.text)]
    parts.append(f'<img alt="{escape(described)}" src="data:image/png;base64,{b64encode(picture).decode()}">')
    for prompt in message.prompts:
        answers = (_button(buttons.answer_to(front, prompt.entry, answer), answer.value) for answer in Answer)
        parts.append(_row("".join(answers)))
    if message.left_out:
        parts.append(_row(_button(buttons.full_ledger(front, message.left_out))))
    parts.extend(_block(message.footer))
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(front.say(demo.DIGEST_PAGE))}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        '<header><strong>Crux</strong> <span class="app">APP</span> '
        f"<span>{escape(front.say(demo.AS_SHOWN))}</span></header>\n"
        '<div class="box">\n' + "\n".join(parts) + "\n</div>\n</main>\n</body>\n</html>\n"
    )


def _row(shown: str) -> str:
    return f'<div class="row">{shown}</div>'


def _button(label: str, *kinds: str) -> str:
    return f'<span class="{" ".join(("button", *kinds))}">{escape(label)}</span>'


def _block(text: str) -> Iterator[str]:
    """A text in the few forms that a digest is written in: titles, lines with their reasons, small print."""
    items: list[str] = []
    for line in text.split("\n"):
        if line.startswith("- "):
            items.append(_inline(line[2:]))
        elif line.startswith("  ") and items:
            items[-1] += f"<br>{_inline(line.strip())}"
        else:
            yield from _items(items)
            items = []
            yield _line(line)
    yield from _items(items)


def _items(items: list[str]) -> Iterator[str]:
    if items:
        yield "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _line(line: str) -> str:
    for mark, tag in (("## ", "h1"), ("### ", "h2"), ("-# ", "small")):
        if line.startswith(mark):
            return f"<{tag}>{_inline(line[len(mark) :])}</{tag}>"
    return f"<p>{_inline(line)}</p>"


def _inline(text: str) -> str:
    parts = []
    end = 0
    for match in _INLINE.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(_formatted(match))
        end = match.end()
    return "".join((*parts, escape(text[end:])))


def _formatted(match: re.Match[str]) -> str:
    if match["plain"]:
        return escape(match["plain"])
    if match["bold"]:
        return f"<b>{_inline(match['bold'])}</b>"
    return f'<a href="{escape(match["address"])}" rel="noreferrer noopener">{escape(match["label"])}</a>'
