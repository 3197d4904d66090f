"""The columns of a list of what was done: machine names and the headings a Vietnamese office gives them."""

from emulation_workflow.messages.forms.register_columns import Columns

EVIDENCE_COLUMNS: Columns = {
    "unit": ("Mã đơn vị", "Mã"),
    "name": ("Tên đơn vị", "Đơn vị", "Tên"),
    "task": ("Nhiệm vụ", "Mã nhiệm vụ", "Nội dung"),
    "done_on": ("Ngày thực hiện", "Ngày tổ chức", "Ngày hoàn thành"),
    "number": ("Số, ký hiệu văn bản", "Số văn bản", "Số, ký hiệu"),
    "signed_on": ("Ngày ký", "Ngày văn bản", "Ngày ban hành"),
    "link": ("Đường dẫn", "Liên kết"),
    "source": ("Căn cứ", "Nguồn"),
    "withdrawn": ("Rút lại",),
    "note": ("Ghi chú",),
}
