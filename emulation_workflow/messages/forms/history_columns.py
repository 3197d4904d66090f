"""The columns of a history to play: machine names and the headings a Vietnamese office gives them."""

from emulation_workflow.messages.forms.register_columns import Columns

DUTY_COLUMNS: Columns = {
    "unit": ("Mã đơn vị", "Mã"),
    "due": ("Hạn", "Ngày đến hạn"),
    "done_on": ("Ngày thực hiện", "Ngày hoàn thành"),
    "above": ("Mã cấp trên", "Cấp trên"),
    "task": ("Nhiệm vụ", "Việc"),
    "name": ("Tên đơn vị", "Đơn vị", "Tên"),
}
