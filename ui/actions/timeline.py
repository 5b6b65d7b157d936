"""The steps of an action or report-back, as the kit shows them."""

from __future__ import annotations

from ui.widgets.timeline import Step, Timeline

__all__ = ["Step", "Timeline"]
