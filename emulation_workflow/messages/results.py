"""The words that go with result reports."""

SOURCE = "báo cáo kết quả, bản {version}"
NOTE = "Theo báo cáo kết quả chưa ghi số"
