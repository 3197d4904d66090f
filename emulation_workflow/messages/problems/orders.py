"""What can be wrong with an order, and what to do about it, by code."""

ORDER_PROBLEMS: dict[str, str] = {
    # The document (domain/order_faults).
    "order_number_missing": "Chưa ghi số, ký hiệu văn bản; đề nghị bổ sung.",
    "order_signer_missing": "Chưa ghi người ký văn bản; đề nghị bổ sung.",
    "order_without_points": "Văn bản chưa có điểm nào nên không thay đổi gì; đề nghị ghi ít nhất một điểm.",
    "order_issuer_not_competent": (
        "{issuer} không có thẩm quyền thay đổi kế hoạch; chỉ nhận văn bản của: {allowed}. Đề nghị kiểm tra lại cơ quan "
        "ban hành, hoặc trình cấp có thẩm quyền."
    ),
    "order_signed_ahead": "Ngày ký {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    "order_before_plan": (
        "Ngày ký {day} trước ngày {plan_day} của Kế hoạch số {plan} nên văn bản không thể thay đổi kế hoạch này; đề nghị "
        "kiểm tra lại ngày ký."
    ),
    "order_effective_before_signed": (
        "Ngày có hiệu lực {day} trước ngày ký {signed}; đề nghị kiểm tra lại, hoặc để trống nếu có hiệu lực từ ngày ký."
    ),
    "order_number_taken": (
        "Văn bản số {number} của {issuer} năm {year} đã được nhập ngày {day} với nội dung khác; không sửa văn bản đã nhập, "
        "chỉ thay bằng một văn bản khác. Đề nghị kiểm tra lại số, hoặc nhập văn bản thay thế."
    ),
    # Its points (domain/order_faults).
    "order_level_unknown": "Điểm {point}: kế hoạch không có cấp “{value}”; đề nghị dùng một trong: {allowed}.",
    "order_group_unknown": "Điểm {point}: không có cụm, khối “{value}”; đề nghị dùng một trong: {allowed}.",
    "order_unit_unknown": (
        "Điểm {point}: đơn vị mã “{value}” không có trong danh sách hoặc không tổ chức hội nghị theo kế hoạch; đề nghị "
        "kiểm tra lại mã. Muốn điều chỉnh Đại hội thì chọn cấp của Đại hội."
    ),
    "order_task_unknown": "Điểm {point}: kế hoạch không có nhiệm vụ “{value}”; đề nghị dùng một trong: {allowed}.",
    "order_concerns_nobody": (
        "Điểm {point} không áp dụng cho đơn vị nào trong danh sách; đề nghị kiểm tra lại cấp, khối, đơn vị."
    ),
    "order_window_missing": "Điểm {point}: điều chỉnh thời gian thì phải ghi thời gian mới (từ ngày, đến ngày).",
    "order_window_incomplete": "Điểm {point}: thời gian mới phải đủ ngày đầu và ngày cuối; đề nghị ghi nốt.",
    "order_window_backwards": "Điểm {point}: ngày cuối {end} trước ngày đầu {start}; đề nghị sửa lại.",
    "order_window_passed": (
        "Điểm {point}: thời gian mới kết thúc ngày {end}, trước ngày văn bản có hiệu lực ({day}); đề nghị kiểm tra lại."
    ),
    "order_until_passed": (
        "Điểm {point}: tạm dừng đến ngày {until}, trước ngày văn bản có hiệu lực ({day}); đề nghị kiểm tra lại."
    ),
    "order_mode_missing": "Điểm {point}: thay đổi hình thức thì phải chọn hình thức mới.",
    "order_cap_missing": "Điểm {point}: giảm số lượng đại biểu thì phải ghi số tối đa mới, từ 1 trở lên.",
    "order_cap_not_lower": (
        "Điểm {point}: số tối đa mới {cap} cao hơn mức {highest} mà kế hoạch cho phép; đề nghị kiểm tra lại."
    ),
    "order_part_not_for_kind": (
        "Điểm {point}: ô “{part:order_part}” không dùng cho “{kind:order_kind}”; đề nghị xóa ô này, hoặc tách thành điểm "
        "khác."
    ),
    "order_separate_plan": (
        "Điểm {point}: {level} có kế hoạch riêng, kế hoạch này không quy định hình thức và số đại biểu; đề nghị bỏ cấp này "
        "khỏi điểm."
    ),
    # Orders as they are typed (adapters/order_schema, order_lookup).
    "order_file_kind_unknown": "Không đọc được loại tệp này; đề nghị ghi văn bản vào một tệp loại: {kinds}.",
    "order_kind_unknown": "“{value}” không phải là nội dung điều chỉnh; đề nghị chọn một trong: {allowed}.",
    "order_kind_missing": "Chưa chọn nội dung; đề nghị chọn một trong: {allowed}.",
    "order_issuer_unknown": "Không có cơ quan “{value}” trong kế hoạch; đề nghị chọn một trong: {allowed}.",
    "order_day_missing": "Chưa ghi ngày này; đề nghị bổ sung.",
    # Entering (office/orders).
    "order_no_recorder": "Kế hoạch chưa giao cho ai nhập văn bản; đề nghị bổ sung vai trò người nhập trong tệp kế hoạch.",
    "order_codes_locked": (
        "Đã có {wrong} lần điền sai mã nên mã của văn bản này đã bị hủy; đề nghị nhập lại văn bản để nhận mã mới."
    ),
}
