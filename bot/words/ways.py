"""How people do things on each front end: the commands and menus that sentences point to.

A sentence names a way by its field (`{ways.join_side}`), so that it reads right on every front end.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Self

from bot.words.catalogue import Catalogue, message


@dataclass(frozen=True, slots=True)
class Ways:
    """What a person does for what the field's name says. Names with `start_` open a sentence."""

    open_debate: str
    edit_debate: str
    close_debate: str
    estimate: str
    lock_ledger: str
    unlock_ledger: str
    show_status: str
    keep_card: str
    draw_map: str
    join_side: str
    list_sides: str
    rename_side: str
    merge_sides: str
    name_both_sides: str
    state_claim: str
    state_crux: str
    concede: str
    define: str
    park: str
    unpark: str
    take_stance: str
    next_entries: str
    tag_as_claim: str
    start_tagging: str
    start_tagging_it: str
    start_tagging_again: str
    start_looking_up: str
    start_any_tag: str
    start_menu: str
    start_menu_by_touch: str
    stance_menu: str
    pick_entry: str
    pick_side: str
    pick_value: str
    show_ledger: str
    show_entry: str
    show_history: str
    withdraw: str
    restore: str
    unmerge: str
    merge: str
    verify: str
    preview_digest: str
    post_digest: str
    schedule_digest: str
    pause_digest: str
    show_privacy: str
    forget: str
    own_words: str
    bar: str
    unbar: str
    bars: str
    settings: str
    set_forum: str
    choose_language: str
    help: str
    export_by_operator: str
    suggest: str
    review_suggestions: str
    import_chat: str
    places: str
    moderators: str
    managers: str
    grant_permissions: str
    platform: str

    def in_language(self, catalogue: Catalogue) -> Self:
        """The same ways, said in the catalogue's language."""
        return type(self)(**{field.name: catalogue.say(getattr(self, field.name)) for field in fields(self)})

    def with_commands(self, write: Callable[[str], str]) -> Self:
        """The same ways with each command written by the function, which is given the command with its slash."""
        ways = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(**{name: write(way) if way.startswith("/") else way for name, way in ways.items()})


DISCORD = Ways(
    open_debate="/debate open",
    edit_debate="/debate edit",
    close_debate="/debate close",
    estimate="/debate estimate",
    lock_ledger="/debate lock",
    unlock_ledger="/debate unlock",
    show_status="/debate status",
    keep_card="/debate card",
    draw_map="/debate map",
    join_side="/side join",
    list_sides="/side list",
    rename_side="/side rename",
    merge_sides="/side join-into",
    name_both_sides=message("side_a and side_b"),
    state_claim="/claim",
    state_crux="/crux",
    concede="/concede",
    define="/define",
    park="/park",
    unpark="/unpark",
    take_stance="/stance",
    next_entries="/next",
    tag_as_claim=message("right-click a message → Apps → Tag as claim"),
    start_tagging=message("Right-click a message → Apps → Tag as claim"),
    start_tagging_it=message("Right-click it → Apps → Tag as claim"),
    start_tagging_again=message("Right-click the message and tag it again"),
    start_looking_up=message("Right-click the message → Apps → Show in ledger"),
    start_any_tag=message("Right-click a message → Apps → **Tag as claim**, **Tag as crux** or **Tag as concession**"),
    start_menu=message("Right-click a message → Apps"),
    start_menu_by_touch=message("On a phone, press and hold the message instead"),
    stance_menu=message("**Stance** in the same menu"),
    pick_entry=message("Pick one from the list while you type"),
    pick_side=message("Pick one from the list"),
    pick_value=message("Pick from the list that appears while you type"),
    show_ledger="/ledger show",
    show_entry="/ledger entry",
    show_history="/ledger history",
    withdraw="/ledger withdraw",
    restore="/ledger restore",
    unmerge="/ledger unmerge",
    merge="/ledger merge",
    verify="/ledger verify",
    preview_digest="/digest preview",
    post_digest="/digest now",
    schedule_digest="/digest schedule",
    pause_digest="/digest pause",
    show_privacy="/privacy show",
    forget="/privacy forget",
    own_words=message("**My words**"),
    bar="/moderate bar",
    unbar="/moderate unbar",
    bars="/moderate bars",
    settings="/settings",
    set_forum="/forum set",
    choose_language="/me language",
    help="/help",
    export_by_operator="`crux export`",
    suggest="/suggest",
    review_suggestions="/ledger review",
    import_chat="`crux import chat.json --format discord`",
    places=message("text channels, threads and forum posts of a server"),
    moderators=message("the permission Manage Messages or Manage Threads in this channel, or the server's role for it"),
    managers=message("the permission Manage Server"),
    grant_permissions=message("channel settings → Permissions → add Crux → allow them"),
    platform="Discord",
)
"""Slash commands, the menu of a message, and what Discord calls its places and permissions."""
