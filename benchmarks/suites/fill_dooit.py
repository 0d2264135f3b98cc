"""Fill a database of dooit with 50 workspaces; runs in dooit's own environment."""

import sys

from dooit.api import Workspace, manager

manager.connect(sys.argv[1])
for number in range(50):
    Workspace(description=f"trend card {number}").save()
