"""What readers come for is a few presses away."""

import pytest
from playwright.sync_api import Page

from reader_tasks import Task, do, tasks

MOST = 3
"""The most clicks up to the first sentence that helps."""


@pytest.mark.parametrize("task", [pytest.param(task, id=task.asks) for task in tasks()])
def test_task_takes_few_clicks(page: Page, site: str, task: Task):
    """From the home page of a phone a reader comes to the sentence that helps, which is on the screen then."""
    assert do(page, site, task).clicks <= MOST


def test_the_tasks_are_those_of_readers():
    """There are twelve tasks, one of them for the keyboard alone."""
    assert 12 == len({task.asks for task in tasks()})
    assert [True] == [task.keyboard for task in tasks() if task.keyboard]
