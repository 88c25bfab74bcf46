"""A small Discord on a loopback socket: REST and gateway, for bots that run as they would in the world."""
