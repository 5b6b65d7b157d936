"""Commands and their handlers."""

from __future__ import annotations

from cspdesk import commanding


def test_the_module_of_a_command_registers_its_handler() -> None:
    """So a file can be opened, and a command run, without importing every other command."""
    for command in commanding.all_commands():
        handler = commanding._HANDLERS[command]
        assert handler.__module__ == command.__module__
