"""What people and the clock can ask for: one module for each thing, one transaction for each time it is asked."""
