"""Pictures are painted in a process of their own: while it paints, the bot answers people."""
