"""What commands, buttons and forms are answered with, one module a noun."""
