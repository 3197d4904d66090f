"""The words that go with result reports."""

SOURCE = "báo cáo kết quả, gửi lần thứ {version}"
NOTE = "Theo báo cáo kết quả chưa ghi số"

TAKEN = "Đã tiếp nhận báo cáo kết quả của {unit}, gửi lần thứ {version}."
STANDS = "Báo cáo kết quả này của {unit} đã được tiếp nhận trước đây (gửi lần thứ {version}); không ghi thêm gì."
NOT_SETTLED = "Chưa ghi nhận là đã thực hiện: {reasons}"
RUN = "Báo cáo kết quả của {unit}"
RUN_OF_NOBODY = "Báo cáo kết quả gửi đến"
