"""Pictures of debates, compared whole; `python -m tests.render.picture` draws them anew, to be looked at."""
