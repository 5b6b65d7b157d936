"""The safety nets of tests/conftest.py catch what they are there for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    """A small test folder that uses our conftest."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\n")
    return pytester


def test_an_error_our_code_logs_fails_the_test(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import logging
        import pytest

        def test_of_ours():
            logging.getLogger("cspdesk.kpis").error("the figure is lost")

        def test_of_another():
            logging.getLogger("fontTools").error("not ours")

        def test_of_a_warning():
            logging.getLogger("cspdesk.kpis").warning("no more than that")

        @pytest.mark.expects_log
        def test_that_expects_it():
            logging.getLogger("db").error("expected")
        """
    )
    result = inner.runpytest_subprocess()
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["*cspdesk.kpis: the figure is lost*"])


def test_a_qt_warning_fails_the_test_and_the_quiet_ones_do_not(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        from PySide6.QtCore import qWarning

        def test_loud(qtbot):
            qWarning("the model is inconsistent")

        def test_quiet(qtbot):
            qWarning("This plugin does not support raise()")
        """
    )
    result = inner.runpytest_subprocess()
    result.assert_outcomes(passed=1, failed=1)


def test_the_application_folder_belongs_to_the_test(desk_folder: Path, tmp_path: Path) -> None:
    assert Path(os.environ["CSPDESK_HOME"]) == desk_folder
    assert tmp_path in desk_folder.parents
