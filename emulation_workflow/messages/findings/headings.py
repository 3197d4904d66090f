"""The words around the findings of one check, of a plan or a report."""

HEAD = "{unit}: kế hoạch số {number}"
REPORT_HEAD = "{unit}: báo cáo kết quả số {number}"
NO_NUMBER = "(chưa ghi số)"
GROUP = "{verdict} ({count})"
