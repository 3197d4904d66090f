"""Names of the files that go with letters, and the words in a unit's calendar file."""

PLAN_FORM = "Phiếu kế hoạch - {unit}.xlsx"
RESULT_FORM = "Phiếu báo cáo kết quả - {unit}.xlsx"
DATES = "Các mốc thời gian.ics"
EVENT = "{task}"
DEADLINE = "Hạn cuối: {task}"
ABOUT = "{unit}: {due}. Căn cứ {clause} {plan}."
