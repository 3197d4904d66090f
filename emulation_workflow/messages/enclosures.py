"""Names of the files that go with letters."""

PLAN_FORM = "Phiếu kế hoạch - {unit}.xlsx"
DATES = "Các mốc thời gian.ics"
CALENDAR = "Kế hoạch số {plan}"
