"""What a running bot tells whoever watches over it: whether it lives, whether it can serve, and its metrics."""
