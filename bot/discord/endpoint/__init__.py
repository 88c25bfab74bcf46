"""Interactions by HTTP: Discord posts them to an address, and has the first answer in the response.

`listening` has the address and `connections` speaks HTTP, `signatures` tells Discord's requests from others',
`answering` puts the first answer into the response, `servers` knows what no gateway tells, and `client` hands each
interaction to the same handlers.
"""
