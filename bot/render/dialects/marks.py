"""The marks by which Discord writes people, roles, channels, emoji, commands and moments within a message."""

MARKS = r"""
      (?P<user><@!?(?P<id>\d+)>)
    | (?P<role><@&\d+>)
    | (?P<channel><\#\d+>)
    | (?P<emoji><a?:\w+:\d+>)
    | (?P<command></[^<>:]+:\d+>)
    | (?P<moment><t:-?\d+(?::\w)?>)
    | (?P<place><id:\w+(?:@\w+)?>)
"""
"""Alternatives of a verbose pattern, for text whose letters are small."""
