"""A digest as Discord shows it on a phone, as one HTML page: for whoever looks at Crux before inviting it.

Sizes and distances are those of Discord's own clients; the letters are Noto Sans, which Discord falls back to where its
own font is missing.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import chain

import uharfbuzz as hb

from bot.render.chat import DigestMessage
from bot.render.digest_buttons import MessageButton
from bot.render.picture.fonts import LATIN
from bot.render.report.html import page_tag
from bot.words import demo
from bot.words.front_end import FrontEnd

_LINK = r"\[(?P<label>[^\[\]]+)\]\((?P<address>https://discord\.com/channels/[0-9/@me]+)\)"
_INLINE = re.compile(rf"\\(?P<plain>[^0-9A-Za-z\s])|\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|{_LINK}")

_STYLE = """
:root { color-scheme: dark; }
body { margin: 0; background: #313338; color: #dbdee1; }
body { font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, sans-serif; }
main { max-width: 600px; margin: 0 auto; padding: 4px 12px; }
header { display: flex; gap: 4px 8px; align-items: baseline; flex-wrap: wrap; margin-bottom: 2px; }
header strong { color: #f2f3f5; } header span { font-size: 12px; color: #b5bac1; }
header .app { background: #4752c4; color: #fff; font-weight: 600; border-radius: 4px; padding: 0 5px; }
.box { background: #393a41; border: 1px solid #4e5058; border-radius: 8px; padding: 12px; }
.box > * + * { margin-top: 8px; }
h1, h2, h3 { margin: 0; color: #f2f3f5; line-height: 1.375; }
h1 { font-size: 24px; } h2 { font-size: 20px; } h3 { font-size: 16px; }
p { margin: 0; overflow-wrap: anywhere; } ul { margin: 0; padding-left: 20px; } li { overflow-wrap: anywhere; }
b { color: #f2f3f5; } small { display: block; font-size: 13px; color: #b5bac1; overflow-wrap: anywhere; }
a { color: #7cb8ff; text-decoration: none; }
code { font-size: 85%; background: #2b2d31; border-radius: 4px; padding: 0 2px; }
.row { display: flex; gap: 8px; flex-wrap: wrap; }
.button { box-sizing: border-box; height: 32px; padding: 6px 15px; border: 1px solid #57595f; border-radius: 8px; }
.button { background: #4e5058; color: #fff; font-size: 14px; line-height: 18px; font-weight: 500; }
.primary { background: #5865f2; border-color: #5865f2; }
""".strip()


def page(front: FrontEnd, message: DigestMessage) -> str:
    """The digest's message with its buttons; they do nothing here."""
    parts = [_block(block.text) for block in message.blocks]
    parts.extend(_row(row) for row in message.buttons)
    if message.footer:
        parts.append(_block(message.footer))
    body = (
        f'<header><strong>Crux</strong> <span class="app">APP</span> <span>{escape(front.say(demo.AS_SHOWN))}</span>'
        '</header>\n<div class="box">\n' + "\n".join(parts) + "\n</div>"
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n{page_tag(front)}\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(front.say(demo.DIGEST_PAGE))}</title>\n<style>\n{_font_face()}\n{_STYLE}\n</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@lru_cache(maxsize=1)
def _font_face() -> str:
    """The letters of Latin, regular to bold; others are taken from the reader's own fonts."""
    face, wanted = hb.Face(hb.Blob.from_file_path(str(LATIN.file))), hb.SubsetInput()
    for letter in chain(range(0x20, 0x250), range(0x2010, 0x2040), (0x2192,)):
        wanted.unicode_set.add(letter)
    wanted.pin_axis_location(face, "wdth", 100.0)
    wanted.set_axis_range(face, "wght", 400.0, 700.0)
    wanted.layout_feature_tag_set.clear()
    font = hb.subset(face, wanted).blob.data
    letters = b64encode(font).decode()
    return f'@font-face {{ font-family: "Noto Sans"; font-weight: 400 700; src: url(data:font/ttf;base64,{letters}); }}'


def _row(buttons: tuple[MessageButton, ...]) -> str:
    return f'<div class="row">{"".join(map(_button, buttons))}</div>'


def _button(button: MessageButton) -> str:
    kind = "button primary" if button.is_primary else "button"
    return f'<span class="{kind}">{escape(button.label)}</span>'


def _block(text: str) -> str:
    return f"<div>{''.join(_parts(text))}</div>"


def _parts(text: str) -> Iterator[str]:
    """A text in the few forms that a digest is written in: titles, lines, reasons below a line, small print."""
    items: list[str] = []
    for line in text.split("\n"):
        if line.startswith("- "):
            items.append(_inline(line[2:]))
            continue
        yield from _items(items)
        items = []
        yield _line(line)
    yield from _items(items)


def _items(items: list[str]) -> Iterator[str]:
    if items:
        yield "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _line(line: str) -> str:
    for mark, tag in (("## ", "h2"), ("### ", "h3"), ("-# ", "small")):
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
    if match["code"]:
        return f"<code>{escape(match['code'])}</code>"
    return f'<a href="{escape(match["address"])}" rel="noreferrer noopener">{escape(match["label"])}</a>'
