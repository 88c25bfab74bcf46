"""What people and the clock can request: one module for each noun, one transaction for each request."""
