"""The words around the findings of one plan's check."""

HEAD = "{unit}: kế hoạch số {number}"
NO_NUMBER = "(chưa ghi số)"
GROUP = "{verdict} ({count})"
