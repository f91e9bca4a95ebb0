"""The commands people run: arguments in, one of the library's parts called, exit code out."""
