"""What each finding on a delegate list says, by code; people are named by their places on it, never otherwise."""

LIST_FINDINGS: dict[str, str] = {
    "list_unit_not_below": (
        "Số thứ tự {places}: {unit} không cử đại biểu dự hội nghị, đại hội của {upper}; đề nghị kiểm tra lại đơn vị cử."
    ),
    "list_quota_unknown": (
        "{unit} cử {used} đại biểu dự hội nghị, đại hội của {upper}: số lượng thực hiện theo phân bổ của cấp trên (hiện chưa phân bổ)."
    ),
    "list_over_quota": (
        "{unit} cử {used} đại biểu dự hội nghị, đại hội của {upper}, vượt {over:padded} đại biểu so với số được phân bổ {quota}; đề nghị giảm."
    ),
    "list_within_quota": (
        "{unit} cử {used} đại biểu dự hội nghị, đại hội của {upper}, trong số được phân bổ {quota}; không tính dự khuyết."
    ),
    "list_composition_unknown": ("Thành phần đại biểu của {upper} có kế hoạch riêng; không đối chiếu ở đây."),
    "list_category_unknown": (
        "Số thứ tự {places}: thành phần không có trong quy định đối với hội nghị của {upper}; đề nghị ghi một trong: "
        "{allowed}."
    ),
    "list_columns_missing": "Còn để trống: {counts:counts}; các số liệu tương ứng là chưa biết, đề nghị bổ sung.",
    "list_minutes_missing": "Chưa ghi số biên bản thông qua danh sách; đề nghị bổ sung khi có.",
    "list_person_twice": (
        "Số thứ tự {groups:places} trùng họ tên và năm sinh trong cùng danh sách, được tính một lần; nếu là hai người, đề nghị "
        "đánh dấu cột “Trùng tên, khác người”."
    ),
    "list_person_of_several": (
        "Số thứ tự {places}: có tên trong danh sách của {units}; mỗi người được tính một lần. Nếu là hai người trùng tên, "
        "đề nghị đánh dấu cột “Trùng tên, khác người”."
    ),
    "list_person_unclear": (
        "Số thứ tự {places}: trùng họ tên với người trong danh sách của {units} nhưng thiếu năm sinh; đề nghị bổ sung "
        "năm sinh, hoặc đánh dấu nếu là hai người. Hiện tính riêng từng người."
    ),
    "list_replaced_twice": "Số thứ tự {places}: hai người cùng thay một đại biểu của {unit}; đề nghị kiểm tra lại.",
    "list_replaced_attends": (
        "Số thứ tự {places}: người được thay của {unit} vẫn có tên trong danh sách dự; đề nghị bỏ một trong hai."
    ),
    "list_replaces_nobody": (
        "Số thứ tự {places}: người được thay không phải đại biểu chính thức trong danh sách đã thông qua của {unit}; "
        "đề nghị kiểm tra lại họ tên."
    ),
    "list_not_adopted_yet": (
        "Số thứ tự {places}: chưa nhận được danh sách đã thông qua của {unit} nên chưa đối chiếu được; đề nghị gửi danh sách."
    ),
    "list_adopted_erased": "Danh sách đã thông qua của {unit} đã được xóa sau khi kết thúc đợt, không đối chiếu được.",
    "list_person_not_adopted": (
        "Số thứ tự {places}: không có trong danh sách đã thông qua của {unit}; đề nghị thông qua bổ sung hoặc bỏ tên."
    ),
    "list_reserve_without_place": (
        "Số thứ tự {places}: là đại biểu dự khuyết của {unit} nhưng chưa ghi thay cho ai; đề nghị ghi ở cột “Thay cho”."
    ),
    "list_adopted_year_missing": (
        "Số thứ tự {places}: có tên trong danh sách đã thông qua của {unit} nhưng một bên thiếu năm sinh; đề nghị bổ sung."
    ),
    "list_all_adopted": "{count} đại biểu của {unit} đều có trong danh sách đã thông qua.",
}
