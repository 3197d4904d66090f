"""Words in pictures."""

LETTERS_PER_DAY = "Thư nhắc việc, đôn đốc mỗi ngày"
LETTERS = "Thư mỗi ngày"
LATE = "Việc quá hạn"
PANEL = "{name}: {letters} thư, {days_late} ngày quá hạn (cộng mọi việc), ngày nhiều nhất {busiest} thư"
AS_IT_IS = "Các bước đang dùng"
AS_TRIED = "Các bước thử"
