"""What each finding says, by code. The clause is shown beside it, so no sentence repeats it.

After a colon stands the format of a param (`messages.formats`). The record keeps findings by code and params, so
a sentence that needs other params than before gets a new code.
"""

WITHOUT_SENTENCE = (
    "Kết luận theo quy định {rule} do một phiên bản khác của chương trình ghi lại, phiên bản này không còn câu giải "
    "thích; đề nghị đối chiếu với điểm của kế hoạch ghi bên cạnh, hoặc kiểm tra lại bản kế hoạch."
)
"""Stands for a finding in the record whose code is not below."""

FINDINGS: dict[str, str] = {
    # Where the unit stands in the plan.
    "level_bound": "{unit} thuộc đối tượng của kế hoạch: {level}.",
    "separate_plan": "Kế hoạch này không quy định hội nghị của {level}; không kiểm tra ở đây.",
    "named_by_plan": "{unit} được nêu tên trong Kế hoạch.",
    "group_in_scope": "Đơn vị là thành viên {group}.",
    "group_not_known": (
        "Danh sách đơn vị chưa ghi {unit} thuộc khối thi đua nào; đề nghị bổ sung khối và quyết định chia khối."
    ),
    "group_outside_scope": (
        "Khối “{group}” không có trong danh mục khối mà kế hoạch nêu; đề nghị {board} xác định đơn vị có thuộc phạm vi "
        "không."
    ),
    "pilot_directed": (
        "Đây là hội nghị điểm do {director} chỉ đạo; các quy định khác của cấp vẫn áp dụng như mọi đơn vị."
    ),
    "lessons_owed": (
        "Hội nghị điểm để rút kinh nghiệm chỉ đạo chung; đề nghị rút kinh nghiệm trước khi các đơn vị khác cùng nhóm tổ chức."
    ),
    "pilot_number_open": "Kế hoạch không nêu số lượng đơn vị làm điểm; hiểu là ít nhất {at_least} đơn vị.",
    "pilot_number_stated": "Theo kế hoạch, có ít nhất {at_least} đơn vị làm điểm.",
    "gate_first": "Trước khi thực hiện, kế hoạch của đơn vị phải lần lượt qua: {roles}.",
    "gate_step": "Nội dung này do {role} thực hiện.",
    "no_appraisal_needed": (
        "Đơn vị không phải gửi kế hoạch {opinion_chain}; bước này chỉ dành cho các {opinion_unit} mà kế hoạch nêu."
    ),
    "paper_complete": "Đơn vị có kế hoạch số {number}, ngày {day:day}, người ký: {signer}.",
    "paper_incomplete": "Kế hoạch của đơn vị chưa ghi {missing:paper}; đề nghị bổ sung khi ban hành.",
    "signed_before_the_plan": (
        "Kế hoạch của đơn vị ký ngày {signed:day}, trước {basis:plan} ngày {from_day:day}; đề nghị kiểm tra "
        "lại ngày ký hoặc căn cứ."
    ),
    # The name.
    "name_right": "Tên hội nghị “{name}” đúng quy định.",
    "name_without_marks": "Tên hội nghị “{name}” ghi thiếu dấu; đề nghị ghi đúng {permitted:quoted}.",
    "name_with_more": (
        "Tên hội nghị “{name}” có thêm “{added}” so với tên quy định {permitted:quoted}; đề nghị bỏ phần thêm trong tên, "
        "phần này có thể ghi ở dòng khác, hoặc nêu văn bản cho phép."
    ),
    "name_wrong": "Tên hội nghị “{name}” không đúng; đề nghị sửa thành {permitted:quoted}.",
    "name_missing": "Chưa ghi tên hội nghị; đề nghị ghi {permitted:quoted}.",
    # Composition and sums.
    "category_present": "Có thành phần “{category}”: {count} đại biểu.",
    "category_not_stated": "Chưa nêu thành phần “{category}”; đề nghị ghi số lượng, hoặc nói rõ vì sao không có.",
    "category_empty": "Thành phần “{category}” ghi 0 đại biểu; đề nghị xem lại, hoặc nói rõ vì sao không có.",
    "category_unknown": (
        "Có thành phần ngoài danh mục mà kế hoạch nêu cho cấp của đơn vị: {categories:quoted}; đề nghị xếp vào thành phần đã "
        "quy định, hoặc nói rõ lý do. Số đại biểu này vẫn tính vào tổng số."
    ),
    "none_declared": "Đơn vị ghi rõ không có “{category}”.",
    "none_not_declared": (
        "Chưa nêu “{category}”; đề nghị ghi số đại biểu nếu có, hoặc ghi rõ đơn vị không có, hay ghi 0 (kế hoạch "
        "quy định “nếu có”)."
    ),
    "none_declared_but_listed": (
        "Đơn vị ghi không có Anh hùng, nhưng thành phần “{category}” lại có {count} đại biểu; đề nghị sửa cho khớp."
    ),
    "one_of_present": "Có {present:quoted}: {count} đại biểu; có một trong các thành phần nối bằng “hoặc” là đủ.",
    "one_of_missing": "Chưa có thành phần nào trong số {categories:quoted}; cần ít nhất một.",
    "emphasis_counted": "Cần chú trọng: {groups:groups} trong {total:total}. Kế hoạch không quy định tỷ lệ.",
    "emphasis_not_stated": "Cần chú trọng {groups}: đơn vị chưa nêu số lượng. Kế hoạch không quy định tỷ lệ.",
    "group_beside": "Đơn vị nêu thêm: {groups:groups}; kế hoạch không yêu cầu số liệu này ở cấp của đơn vị.",
    "emphasis_above_total": "Số {groups} lớn hơn tổng số đại biểu ({total}); đề nghị kiểm tra lại.",
    "share_reached": "{words}: {count}/{total} ({percent:percent}%), đạt.",
    "share_missed": "{words}: đơn vị ghi {count}/{total} ({percent:percent}%), chưa đạt; đề nghị điều chỉnh thành phần.",
    "share_above": "{words}: đơn vị ghi {count}/{total} ({percent:percent}%), vượt mức; đề nghị điều chỉnh thành phần.",
    "share_about": "{words}: đơn vị ghi {count}/{total} ({percent:percent}%); đề nghị xác nhận tỷ lệ này là phù hợp.",
    "share_not_countable": "{words}: chưa tính được vì chưa có đủ số liệu; đề nghị bổ sung.",
    "total_agrees": "Tổng số đại biểu {total} khớp với cộng các thành phần.",
    "total_differs": (
        "Tổng số đại biểu ghi là {total}, nhưng cộng các thành phần được {added}; đề nghị sửa cho khớp, mỗi người "
        "chỉ tính một lần."
    ),
    "total_not_stated": "Đơn vị không ghi tổng số đại biểu; cộng các thành phần được {added}.",
    "delegates_not_listed": "Chưa nêu số đại biểu theo từng thành phần; đề nghị bổ sung.",
    "count_negative": "Có thành phần ghi số đại biểu âm; đề nghị sửa lại.",
    # How many may attend.
    "number_decided_by_unit": "Số lượng đại biểu do đơn vị quyết định trong mức của kế hoạch; không cần cấp nào duyệt.",
    "within_cap": "{total} đại biểu (kể cả khách mời), không quá {cap}.",
    "above_cap": (
        "{total} đại biểu (kể cả khách mời), vượt {above:padded} đại biểu so với mức tối đa {cap}; đề nghị giảm. Không tính "
        "người phục vụ."
    ),
    "below_least": (
        "{total} đại biểu (kể cả khách mời), thiếu {below:padded} đại biểu so với mức tối thiểu {least}; đề nghị bổ sung."
    ),
    "above_cap_of_share": (
        "{total} đại biểu (kể cả khách mời), vượt {above:padded} đại biểu so với mức {percent:percent}% của "
        "{headcount} người ({cap} đại biểu); đề nghị giảm."
    ),
    "within_cap_by_order": "{total} đại biểu, không quá mức {cap} theo văn bản số {order}.",
    "above_cap_by_order": (
        "{total} đại biểu, vượt {above:padded} đại biểu so với mức tối đa mới {cap} theo văn bản số {order}; đề nghị giảm."
    ),
    "form_right_by_order": "Tổ chức {mode:mode}, đúng hình thức theo văn bản số {order}.",
    "form_wrong_by_order": (
        "Tổ chức {planned:mode}, nhưng văn bản số {order} quy định {mode:mode}; đề nghị sửa hình thức."
    ),
    "form_not_stated_by_order": ("Chưa ghi hình thức dự; văn bản số {order} quy định {mode:mode}, đề nghị bổ sung."),
    "no_cap_here": "{total} đại biểu; kế hoạch không nêu mức tối đa cho trường hợp này.",
    "delegates_none": "Tổng số đại biểu là 0; đề nghị ghi số đại biểu (kể cả khách mời, không tính người phục vụ).",
    "delegates_not_stated": "Chưa nêu số đại biểu; đề nghị bổ sung (kể cả khách mời, không tính người phục vụ).",
    "form_right": "Tổ chức {mode:mode}, đúng quy định cho đơn vị có {headcount} {base}.",
    "form_wrong": (
        "Đơn vị có {headcount} {base} thì tổ chức {mode:mode}, nhưng kế hoạch của đơn vị ghi {planned:mode}; đề "
        "nghị sửa."
    ),
    "form_not_stated": "Chưa ghi hình thức dự; trường hợp này phải tổ chức {mode:mode}, đề nghị bổ sung.",
    "plenary_of_too_few": (
        "Ghi là hội nghị toàn thể nhưng ngoài {guests} khách mời chỉ có {own} đại biểu, ít hơn {headcount} {base} của đơn vị; "
        "đề nghị kiểm tra lại."
    ),
    "headcount_zero": (
        "Số {base} ghi là 0 nên chưa xác định được hình thức và mức tối đa; đề nghị kiểm tra và ghi số thực có, kèm ngày tính "
        "đến."
    ),
    "headcount_stated": "Đơn vị có {count} {base}, tính đến ngày {day:day}.",
    "headcount_missing": (
        "Chưa nêu số {base} nên chưa xác định được hình thức và mức tối đa; đề nghị ghi số {missing:headcount} và "
        "ngày tính đến (nếu không có thì ghi 0)."
    ),
    "headcount_undated": "Đơn vị có {count} {base} nhưng chưa ghi tính đến ngày nào; đề nghị bổ sung.",
    "headcount_in_future": "Số {count} người ghi tính đến ngày {day:day}, là ngày chưa tới; đề nghị kiểm tra lại.",
    "headcount_other_branch": (
        "Theo quy định của Kế hoạch, đơn vị có {count} {base}; nếu tính cả {others:headcount} thì là {wider}, và quy "
        "định áp dụng sẽ khác. Đề nghị xin ý kiến {board} về cách tính."
    ),
    "headcount_others_not_stated": (
        "Theo quy định của Kế hoạch, đơn vị có {count} {base}. Đơn vị chưa nêu số {others:headcount}; nếu tính thêm "
        "thì quy định áp dụng có thể khác."
    ),
    "headcount_not_covered": "Kế hoạch không nêu trường hợp đơn vị có {headcount} {base}; đề nghị xin ý kiến {board}.",
    "number_fixed_by": "Số đại biểu là {total}; theo kế hoạch, số lượng do {body} quyết định.",
    "gap_satisfied": (
        "Đơn vị có đúng {headcount} {base}, kế hoạch không nêu trường hợp này; tổ chức {mode:mode} với {total} đại "
        "biểu{cap:cap} phù hợp với mọi cách hiểu."
    ),
    "gap_ask_the_board": (
        "Đơn vị có đúng {headcount} {base}, kế hoạch không nêu trường hợp này; đơn vị dự kiến {planned:mode} với "
        "{total} đại biểu. Cần xin ý kiến {board} bằng văn bản, hoặc tổ chức {mode:mode}{cap:cap}."
    ),
    "gap_not_stated": (
        "Đơn vị có đúng {headcount} {base}, kế hoạch không nêu trường hợp này; đề nghị ghi rõ hình thức dự và số "
        "đại biểu. Tổ chức {mode:mode}{cap:cap} thì phù hợp với mọi cách hiểu."
    ),
    # The session.
    "one_morning": "Tổ chức 01 buổi sáng, từ {start:hour} đến {end:hour}.",
    "one_afternoon": "Tổ chức 01 buổi chiều, từ {start:hour} đến {end:hour}.",
    "two_half_days": "Thời gian từ {start:hour} đến {end:hour} kéo dài sang buổi thứ hai; đề nghị thu gọn trong 01 buổi.",
    "outside_hours": (
        "Thời gian từ {start:hour} đến {end:hour} không nằm gọn trong buổi sáng ({morning:hours}) hoặc buổi chiều ({afternoon:hours}); "
        "đề nghị xác nhận chỉ tổ chức 01 buổi."
    ),
    "hours_not_stated": "Chưa ghi giờ bắt đầu và giờ kết thúc; đề nghị bổ sung để xác định 01 buổi.",
    "hours_reversed": "Giờ kết thúc ({end:hour}) không sau giờ bắt đầu ({start:hour}); đề nghị kiểm tra lại.",
    "session_long": (
        "Hội nghị dài {minutes:minutes}, hơn {warn_above:minutes} là mức đề nghị cân nhắc; kế hoạch chỉ quy định "
        "01 buổi, không quy định số giờ."
    ),
    "one_date": "Bắt đầu và kết thúc trong ngày {day:day}.",
    "several_dates": "Bắt đầu ngày {day:day} nhưng kết thúc ngày {last:day}; chỉ được tổ chức 01 buổi, đề nghị sửa.",
    "dates_reversed": "Ngày kết thúc ({last:day}) trước ngày bắt đầu ({day:day}); đề nghị kiểm tra lại.",
    "days_kept": "Hội nghị {days} ngày, không quá {most} ngày.",
    "days_too_many": "Hội nghị kéo dài {days} ngày, quá {most} ngày quy định; đề nghị rút ngắn.",
    "cost_kept": "Dự toán {cost} nghìn đồng, không quá {most} nghìn đồng.",
    "cost_too_high": "Dự toán {cost} nghìn đồng, vượt mức {most} nghìn đồng; đề nghị điều chỉnh.",
    "cost_not_stated": "Chưa ghi dự toán kinh phí (quy định không quá {most} nghìn đồng); đề nghị bổ sung.",
    "agenda_fits": "Chương trình {planned:minutes}, không quá thời gian của hội nghị ({available:minutes}).",
    "agenda_too_long": (
        "Chương trình cộng lại {planned:minutes}, dài hơn buổi họp ({available:minutes}); đề nghị cân đối."
    ),
    "agenda_minutes_not_stated": (
        "Chưa ghi thời lượng cho mọi nội dung; phần đã ghi là {planned:minutes} trên {available:minutes} của hội nghị."
    ),
    # Days.
    "day_in_window": "Tổ chức ngày {day:day}, trong thời gian quy định ({window}).",
    "day_outside_window": (
        "Tổ chức ngày {day:day}, ngoài thời gian quy định ({window}); đề nghị chọn ngày khác, hoặc ghi số, ngày văn bản cho "
        "phép."
    ),
    "day_outside_approximate": (
        "Tổ chức ngày {day:day}; kế hoạch nêu thời gian là “{window}”, đề nghị đơn vị xác nhận ngày này hoặc chọn ngày khác."
    ),
    "day_outside_approximate_by_order": (
        "Tổ chức ngày {day:day}; văn bản số {order} ngày {signed:day} nêu thời gian là “{window}”, đề nghị đơn vị xác nhận "
        "ngày này hoặc chọn ngày khác. Thời gian ban đầu của kế hoạch: {planned:planned}."
    ),
    "window_without_days": "Thời gian được nêu là “{window}”, chưa có ngày để đối chiếu.",
    "day_not_stated": "Chưa ghi ngày tổ chức; đề nghị chọn một ngày trong {window}.",
    "day_in_window_by_order": (
        "Tổ chức ngày {day:day}, đúng hạn theo văn bản số {order} ngày {signed:day} ({window}). Thời gian ban đầu của kế "
        "hoạch: {planned:planned}."
    ),
    "day_outside_window_by_order": (
        "Tổ chức ngày {day:day}, ngoài thời gian theo văn bản số {order} ngày {signed:day} ({window}); đề nghị chọn ngày "
        "khác. Thời gian ban đầu của kế hoạch: {planned:planned}."
    ),
    "day_not_stated_by_order": (
        "Chưa ghi ngày tổ chức; đề nghị chọn một ngày trong {window}, theo văn bản số {order} ngày {signed:day}. Thời gian "
        "ban đầu của kế hoạch: {planned:planned}."
    ),
    "suspended": (
        "Hội nghị đang tạm dừng theo văn bản số {order} ngày {signed:day}, đến khi có văn bản mới; đề nghị chưa tổ chức."
    ),
    "suspended_until": (
        "Hội nghị tạm dừng đến hết ngày {until:day} theo văn bản số {order} ngày {signed:day}; đề nghị chọn ngày sau đó."
    ),
    "suspended_until_event": (
        "Hội nghị đang tạm dừng theo văn bản số {order} ngày {signed:day}, đến khi {until}; đề nghị chưa tổ chức."
    ),
    "day_after_suspension": (
        "Hội nghị tạm dừng theo văn bản số {order} ngày {signed:day} cho đến khi hết thời gian quy định, chưa có thời gian "
        "mới; đề nghị ghi số, ngày văn bản cho phép tổ chức ngày {day:day}, hoặc xin ý kiến {board}."
    ),
    "no_time_after_suspension": (
        "Hội nghị tạm dừng theo văn bản số {order} ngày {signed:day} cho đến khi hết thời gian quy định, chưa có thời gian "
        "mới; đề nghị xin ý kiến {board} về ngày tổ chức."
    ),
    "called_off": "Hội nghị không tổ chức theo văn bản số {order} ngày {signed:day}; đề nghị dừng chuẩn bị.",
    "day_outside_but_order_named": (
        "Tổ chức ngày {day:day}, ngoài thời gian quy định ({window}); đơn vị dẫn văn bản “{order}”, cần xác minh."
    ),
    "pilot_slipped_into_general": (
        "Hội nghị điểm ngày {day:day}, ngoài thời gian làm điểm ({window}). Ngày này vẫn trong thời gian chung "
        "({general}) nhưng không còn tác dụng rút kinh nghiệm; đề nghị chọn ngày khác."
    ),
    "pilot_not_named": (
        "Tổ chức ngày {day:day}, trong thời gian của hội nghị điểm ({window}), nhưng cấp trên trực tiếp chưa xác định đơn vị "
        "làm điểm; đề nghị cấp trên trực tiếp cho biết đơn vị có được chọn làm điểm không. Đơn vị chưa phải đổi ngày."
    ),
    "pilot_window_instead": "Đơn vị làm điểm: thời gian {window} áp dụng thay cho thời gian chung ({general}).",
    "pilot_in_general_window": (
        "Ngày tổ chức vẫn trong thời gian chung ({general}), nhưng đơn vị làm điểm phải theo thời gian làm điểm "
        "({window})."
    ),
    "pilot_before_general": (
        "Đơn vị làm điểm: nên tổ chức trước các đơn vị khác của nhóm (thời gian chung: {general}) để kịp rút kinh "
        "nghiệm."
    ),
    "pilot_day_proposed": (
        "{proposal:proposal}. Đơn vị đề xuất ngày {day:day}; ngày tổ chức do văn bản {opinion_give} ấn định."
    ),
    "pilot_day_open": "{proposal:proposal}. Đơn vị chưa đề xuất ngày; đề nghị ghi ngày đề xuất.",
    "day_as_fixed": "Tổ chức ngày {fixed:day}, đúng ngày theo {opinion_noun} {source:opinion}.",
    "day_not_as_fixed": "Tổ chức ngày {day:day}, khác ngày {fixed:day} theo {opinion_noun} {source:opinion}; đề nghị sửa.",
    "day_not_as_fixed_but_order_named": (
        "Tổ chức ngày {day:day}, khác ngày {fixed:day} theo {opinion_noun} {source:opinion}; đơn vị dẫn văn bản “{order}”, cần xác minh."
    ),
    "fixed_day_not_stated": "Chưa ghi ngày tổ chức; ngày theo {opinion_noun} {source:opinion} là {fixed:day}, đề nghị ghi ngày này.",
    "covered_by_order": "Ngày {day:day} ngoài thời gian ban đầu nhưng văn bản số {order} ngày {signed:day} cho phép.",
    "order_signed_too_late": (
        "Văn bản số {order} cho phép ngày {day:day} nhưng ký ngày {signed:day}, không trước ngày tổ chức; đề nghị {board} xem "
        "xét."
    ),
    "order_does_not_cover": (
        "Đơn vị dẫn văn bản “{order}” cho ngày {day:day}, nhưng văn bản đã ghi trong hồ sơ không cho phép ngày này đối với "
        "đơn vị; đề nghị chọn ngày khác."
    ),
    "working_day": "Ngày {day:day} là ngày làm việc.",
    "day_off": "Ngày {day:day} là ngày nghỉ ({reason:day_off}); kế hoạch không cấm, đề nghị đơn vị cân nhắc.",
    "morning_off": "Buổi sáng ngày {day:day} được nghỉ; kế hoạch không cấm, đề nghị đơn vị cân nhắc.",
    "afternoon_off": "Buổi chiều ngày {day:day} được nghỉ; kế hoạch không cấm, đề nghị đơn vị cân nhắc.",
    "day_off_forbidden": (
        "Ngày {day:day} là ngày nghỉ ({reason:day_off}), không đúng quy định về ngày tổ chức; đề nghị chọn ngày làm việc."
    ),
    "morning_off_forbidden": (
        "Buổi sáng ngày {day:day} được nghỉ, không đúng quy định về ngày tổ chức; đề nghị chọn buổi làm việc."
    ),
    "afternoon_off_forbidden": (
        "Buổi chiều ngày {day:day} được nghỉ, không đúng quy định về ngày tổ chức; đề nghị chọn buổi làm việc."
    ),
    "dates_in_order": "Kế hoạch ký ngày {signed:day}, trước ngày tổ chức {day:day}.",
    "signed_too_late": (
        "Kế hoạch ký ngày {signed:day}, không trước ngày tổ chức {day:day}; đề nghị kiểm tra lại hai ngày."
    ),
    "signed_in_future": (
        "Kế hoạch ghi ký ngày {signed:day}, sau ngày kiểm tra {as_of:day}; đề nghị kiểm tra lại ngày ký."
    ),
    "opinion_too_late": (
        "Kế hoạch phải {opinion_passed} trước khi thực hiện, nhưng ngày tổ chức {day:day} không sau ngày kiểm tra "
        "{as_of:day}; đề nghị lùi ngày tổ chức."
    ),
    # Before and after other conferences.
    "before_level_above": "Tổ chức ngày {day:day}, trước hội nghị cấp trên: {units:units}.",
    "not_before_level_above": (
        "Tổ chức ngày {day:day}, không trước hội nghị cấp trên: {units:units}; đề nghị chọn ngày sớm hơn."
    ),
    "after_units_below": "Tổ chức ngày {day:day}, sau {count} hội nghị cấp dưới đã biết ngày.",
    "not_after_units_below": (
        "Tổ chức ngày {day:day}, không sau hội nghị cấp dưới: {units:units}; đề nghị thống nhất lại ngày."
    ),
    "before_congress": "Tổ chức ngày {day:day}, trước {congress} ({window}).",
    "in_congress_window": (
        "Ngày {day:day} nằm trong thời gian của {congress} ({window}); đề nghị xác nhận hội nghị họp trước Đại hội."
    ),
    "after_congress": "Ngày {day:day} sau {congress} ({window}); đề nghị chọn ngày trước Đại hội.",
    "pilot_first": "Hội nghị điểm ngày {day:day}, trước {count} hội nghị cùng nhóm đã biết ngày.",
    "pilot_before_others": "Hội nghị điểm ngày {day:day}, trước thời gian chung ({general}).",
    "pilot_not_first": "Hội nghị điểm ngày {day:day}, không trước {units:units}; không còn kịp rút kinh nghiệm.",
    "pilot_too_late_to_teach": (
        "Hội nghị điểm ngày {day:day}, khi thời gian chung ({general}) đã bắt đầu; có thể không kịp rút kinh nghiệm."
    ),
    "after_pilot": "Tổ chức ngày {day:day}, sau hội nghị điểm: {units:units}.",
    "before_pilot": "Tổ chức ngày {day:day}, không sau hội nghị điểm {units:units}; chưa kịp rút kinh nghiệm.",
    # Contents.
    "content_present": "Chương trình có nội dung “{content}”.",
    "content_without_time": "Nội dung “{content}” ghi 0 phút; đề nghị ghi thời lượng.",
    "content_in_own_words": (
        "Chưa thấy nội dung “{content}” ghi theo kế hoạch; đề nghị cho biết nội dung nào trong chương trình là nội dung này "
        "({items:quoted}), hoặc bổ sung."
    ),
    "agenda_not_stated": "Chưa nêu chương trình hội nghị; đề nghị ghi các nội dung theo kế hoạch.",
    "agenda_has_more": (
        "Chương trình có mục ngoài các nội dung mà kế hoạch nêu: {items:quoted}; đề nghị ghi chú bên cạnh mục đó là hoạt động "
        "gì."
    ),
    "content_missing": "Chương trình thiếu nội dung “{content}”; đề nghị bổ sung.",
    "points_stated": "Báo cáo dự kiến nêu: {points}; đề nghị xem xét nội dung cụ thể trong báo cáo.",
    "points_missing": "Báo cáo chưa cho thấy có nêu: {points}; cần xem xét và bổ sung.",
    "for_reader": "Cần xem xét: {quote:of_plan}; đề nghị xem xét nội dung cụ thể.",
    "encouraged": "Định hướng của Kế hoạch: {quote:of_plan}.",
    "papers_of_both_kinds": "Có {collective} báo cáo tham luận của tập thể, {individual} của cá nhân.",
    "papers_of_one_kind": (
        "Có {collective} báo cáo tham luận của tập thể, {individual} của cá nhân; nên có cả tập thể và cá nhân."
    ),
    "papers_not_stated": "Chưa nêu báo cáo tham luận nào; đề nghị bổ sung. Kế hoạch không quy định số lượng.",
    "launch_period_right": "Phát động phong trào thi đua giai đoạn {period}.",
    "launch_period_unclear": (
        "Giai đoạn phát động ghi là “{stated}”, chưa rõ năm đầu và năm cuối; đề nghị ghi giai đoạn {period}."
    ),
    "launch_period_wrong": "Giai đoạn phát động ghi là “{stated}”; phải là {period}, đề nghị sửa.",
    "launch_period_not_stated": "Chưa ghi giai đoạn phát động phong trào thi đua; đề nghị ghi {period}.",
    "quota_unknown": (
        "Danh sách thông qua để dự hội nghị, đại hội {upper}. Kế hoạch không nêu số lượng: thực hiện theo "
        "phân bổ của cấp trên (hiện chưa phân bổ)."
    ),
    "quota_stated": "Danh sách thông qua để dự hội nghị, đại hội {upper}: {quota} đại biểu, theo kế hoạch.",
    "staging_free": "Đơn vị được chọn cách tổ chức đa dạng, nhưng tên hội nghị và các nội dung không thay đổi.",
    "online": (
        "Đơn vị dự kiến tổ chức trực tuyến; kế hoạch không nêu hình thức này, cần có văn bản hoặc {opinion_noun} của cấp có "
        "thẩm quyền."
    ),
    "staging_kept": "Hội nghị họp trực tiếp, không kết hợp với hội nghị khác.",
    "online_forbidden": (
        "Đơn vị dự kiến tổ chức trực tuyến, không đúng quy định về cách tổ chức; đề nghị họp trực tiếp, hoặc ghi văn bản cho "
        "phép."
    ),
    "combined_to_confirm": (
        "Hội nghị kết hợp với “{combined_with}”; đề nghị đối chiếu với quy định về cách tổ chức và xác nhận được kết hợp."
    ),
    "combined": (
        "Hội nghị kết hợp với “{combined_with}”; được nếu chương trình đủ các nội dung và tên hội nghị đúng quy định."
    ),
}
