"""What each finding on a result report says, by code: of what was done, as it can no longer be planned otherwise.

The sentences for plans that also fit a conference that was held are in `messages.findings.plans`.
"""

RESULT_FINDINGS: dict[str, str] = {
    # The report itself.
    "report_complete": "Báo cáo số {number}, ngày {day:day}, người ký: {signer}.",
    "report_incomplete": "Báo cáo chưa ghi {missing:paper}; đề nghị bổ sung.",
    "correction_stated": "Báo cáo sửa bản trước: {correction:unstopped}.",
    "correction_not_stated": (
        "Báo cáo thay bản trước nhưng chưa nêu nội dung đính chính; đề nghị ghi rõ để đính chính số liệu đã công bố."
    ),
    "held_in_future": (
        "Báo cáo ghi hội nghị đã tổ chức ngày {day:day}, nhưng ngày kiểm tra mới là {as_of:day}; đề nghị kiểm tra lại ngày."
    ),
    "report_in_future": (
        "Báo cáo ghi ký ngày {signed:day}, sau ngày kiểm tra {as_of:day}; đề nghị kiểm tra lại ngày ký."
    ),
    "report_before_conference": (
        "Báo cáo ký ngày {signed:day}, trước ngày hội nghị {day:day}; đề nghị kiểm tra lại hai ngày."
    ),
    "report_after_conference": "Báo cáo ký ngày {signed:day}, sau khi hội nghị tổ chức ngày {day:day}.",
    "held_before_plan": (
        "Hội nghị tổ chức ngày {day:day}, trong khi kế hoạch của đơn vị ký ngày {signed:day}; kế hoạch phải có trước hội nghị."
    ),
    "held_as_planned": "Hội nghị tổ chức ngày {day:day}, đúng ngày trong kế hoạch {number:numbered} của đơn vị.",
    "held_otherwise": (
        "Hội nghị tổ chức ngày {day:day}; kế hoạch {number:numbered} của đơn vị dự kiến ngày {planned:day}. Được ghi nhận để "
        "đối chiếu."
    ),
    "held_after_clearance": "Hội nghị tổ chức ngày {day:day}, sau khi kế hoạch đủ điều kiện thực hiện ({since:day}).",
    "held_before_clearance": (
        "Hội nghị tổ chức ngày {day:day}, trước khi kế hoạch đủ điều kiện thực hiện ({since:day}); {board} sẽ xem xét."
    ),
    "held_without_clearance": (
        "Hội nghị tổ chức ngày {day:day} khi kế hoạch chưa được {opinion_given} đầy đủ; {board} sẽ xem xét."
    ),
    "clearance_not_looked_up": (
        "Đơn vị có kế hoạch phải {opinion_passed} trước khi thực hiện; cần đối chiếu hồ sơ xem hội nghị tổ chức trước hay sau "
        "khi kế hoạch đủ điều kiện."
    ),
    "groups_not_asked": (
        "Báo cáo đếm các nhóm mà kế hoạch không yêu cầu ở cấp của đơn vị: {groups}; số này không tổng hợp, đề nghị bỏ."
    ),
    "sections_filled": "Báo cáo có phần bài học kinh nghiệm và phần tồn tại, hạn chế.",
    "sections_empty": "Báo cáo để trống phần {sections:sections}; đề nghị bổ sung nếu có.",
    "report_for_reader": "Cần xem xét: {quote:of_plan}; đề nghị xem xét nội dung cụ thể trong báo cáo tổng kết.",
    # Papers and honours.
    "talk_incomplete": (
        "Danh sách tham luận có {total} dòng, còn thiếu tên báo cáo hoặc tác giả ở dòng {rows:rows}; đề nghị bổ sung."
    ),
    "papers_by_field": "Tham luận theo lĩnh vực: {groups:groups}.",
    "papers_without_field": "Có {count} tham luận chưa ghi lĩnh vực; đề nghị bổ sung.",
    "honours_listed": "Đã biểu dương, khen thưởng {collectives} tập thể, {individuals} cá nhân, đều có số quyết định.",
    "honours_not_listed": "Báo cáo chưa nêu tập thể, cá nhân nào được biểu dương, khen thưởng; đề nghị bổ sung danh sách.",
    "award_without_decision": (
        "Danh sách khen thưởng có {total} dòng, chưa ghi số quyết định ở dòng {rows:rows}; đề nghị bổ sung, hoặc ghi rõ nếu "
        "chỉ biểu dương tại hội nghị."
    ),
    "honour_incomplete": (
        "Danh sách khen thưởng có {total} dòng, còn thiếu tên hoặc hình thức khen thưởng ở dòng {rows:rows}; đề nghị bổ sung."
    ),
    "honour_repeated": (
        "Danh sách khen thưởng có dòng {rows:rows} ghi lại nguyên một dòng trước (tên, hình thức, số quyết định); đề nghị "
        "kiểm tra, mỗi lần khen chỉ ghi một dòng."
    ),
    "award_after_report": (
        "Danh sách khen thưởng ghi quyết định ký sau ngày báo cáo ({signed:day}) ở dòng {rows:rows}; đề nghị kiểm tra lại ngày."
    ),
    "honoured_of_both_kinds": "Tôn vinh cả tập thể ({collectives}) và cá nhân ({individuals}).",
    "honoured_of_one_kind": (
        "Tôn vinh {collectives} tập thể, {individuals} cá nhân; kế hoạch nêu cả tập thể và cá nhân điển hình."
    ),
    "honoured_by_field": "Điển hình theo lĩnh vực: {groups:groups}.",
    "put_forward_stated": "Cả {total} trường hợp đều ghi đã được suy tôn, bình xét thế nào.",
    "put_forward_not_stated": (
        "Danh sách khen thưởng có {total} dòng, chưa ghi cách suy tôn, bình xét ở dòng {rows:rows}; đề nghị bổ sung (biên "
        "bản, kết quả bỏ phiếu)."
    ),
    "honoured_by_movement": "Điển hình theo phong trào: {groups:groups}.",
    "movement_unknown": (
        "Danh sách khen thưởng có nêu phong trào ngoài các phong trào mà kế hoạch kể tên: {movements:quoted}."
    ),
    "fostering_counted": "Có {count} trong {total} trường hợp ghi kế hoạch bồi dưỡng, nhân rộng.",
    # The launch and the list for the conference above.
    "movement_launched": "Đã phát động: {movement:unstopped}.",
    "movement_not_stated": "Báo cáo chưa nêu phong trào thi đua đã phát động; đề nghị bổ sung.",
    "list_adopted": "Danh sách đại biểu dự hội nghị, đại hội {upper} đã được thông qua theo biên bản số {minutes}.",
    "minutes_not_stated": (
        "Báo cáo chưa ghi số biên bản thông qua danh sách đại biểu dự hội nghị, đại hội {upper}; đề nghị bổ sung."
    ),
    # The conference as held, where the sentence for plans speaks of what is still to come.
    "held_name_wrong": (
        "Hội nghị được ghi tên là “{name}”, không đúng tên quy định {permitted:quoted}; nếu báo cáo ghi nhầm, đề nghị sửa "
        "báo cáo."
    ),
    "held_name_with_more": (
        "Hội nghị được ghi tên là “{name}”, có thêm “{added}” so với tên quy định {permitted:quoted}; nếu báo cáo ghi thêm, đề "
        "nghị sửa báo cáo."
    ),
    "held_name_missing": "Báo cáo chưa ghi tên hội nghị (tên quy định: {permitted:quoted}); đề nghị bổ sung.",
    "held_one_of_missing": (
        "Báo cáo không ghi thành phần nào trong số {categories:quoted}, trong khi quy định phải có ít nhất một; đề nghị bổ "
        "sung hoặc nói rõ vì sao không có."
    ),
    "held_share_missed": "{words}: có {count}/{total} ({percent:percent}%), không đạt.",
    "held_share_above": "{words}: có {count}/{total} ({percent:percent}%), vượt mức.",
    "held_above_cap": (
        "Có {total} đại biểu dự (kể cả khách mời), vượt {above:padded} đại biểu so với mức tối đa {cap}. Không tính người phục vụ."
    ),
    "held_below_least": (
        "Có {total} đại biểu dự (kể cả khách mời), thiếu {below:padded} đại biểu so với mức tối thiểu {least}."
    ),
    "held_above_cap_by_order": (
        "Có {total} đại biểu dự, vượt {above:padded} đại biểu so với mức tối đa {cap} theo văn bản số {order}."
    ),
    "held_above_cap_of_share": (
        "Có {total} đại biểu dự (kể cả khách mời), vượt {above:padded} đại biểu so với mức {percent:percent}% của "
        "{headcount} người ({cap} đại biểu)."
    ),
    "held_days_too_many": "Hội nghị kéo dài {days} ngày, quá {most} ngày quy định.",
    "held_cost_too_high": "Kinh phí {cost} nghìn đồng, vượt mức {most} nghìn đồng.",
    "held_cost_not_stated": "Báo cáo chưa ghi kinh phí (quy định không quá {most} nghìn đồng); đề nghị bổ sung.",
    "held_form_wrong": (
        "Đơn vị có {headcount} {base} thì phải tổ chức {mode:mode}, nhưng báo cáo ghi đã tổ chức {planned:mode}."
    ),
    "held_form_not_stated": "Báo cáo chưa ghi hình thức dự (quy định cho trường hợp này: {mode:mode}); đề nghị bổ sung.",
    "held_form_wrong_by_order": "Đã tổ chức {planned:mode}, trong khi văn bản số {order} quy định {mode:mode}.",
    "held_form_not_stated_by_order": (
        "Báo cáo chưa ghi hình thức dự (văn bản số {order} quy định {mode:mode}); đề nghị bổ sung."
    ),
    "held_headcount_not_covered": "Kế hoạch không nêu trường hợp đơn vị có {headcount} {base}; {board} xem xét.",
    "held_headcount_other_branch": (
        "Theo quy định của Kế hoạch, đơn vị có {count} {base}; nếu tính cả {others:headcount} thì là {wider}, và quy định áp "
        "dụng sẽ khác. {board} xem xét cách tính."
    ),
    "held_gap_ask_the_board": (
        "Đơn vị có đúng {headcount} {base}, kế hoạch không nêu trường hợp này; đơn vị đã tổ chức {planned:mode} với {total} "
        "đại biểu. Cách phù hợp với mọi cách hiểu là {mode:mode}{cap:cap}; {board} xem xét văn bản đã trả lời, nếu có."
    ),
    "held_gap_not_stated": (
        "Đơn vị có đúng {headcount} {base}, kế hoạch không nêu trường hợp này; phù hợp với mọi cách hiểu là "
        "{mode:mode}{cap:cap}. Báo cáo chưa ghi đủ hình thức dự và số đại biểu, đề nghị bổ sung."
    ),
    "held_two_half_days": "Hội nghị tổ chức từ {start:hour} đến {end:hour}, kéo dài sang buổi thứ hai; quy định là 01 buổi.",
    "held_several_dates": "Hội nghị bắt đầu ngày {day:day}, kết thúc ngày {last:day}; quy định là 01 buổi.",
    "held_day_outside_approximate": (
        "Hội nghị tổ chức ngày {day:day}; kế hoạch nêu thời gian là “{window}”, đề nghị xác nhận ngày này là phù hợp."
    ),
    "held_day_outside_approximate_by_order": (
        "Hội nghị tổ chức ngày {day:day}; văn bản số {order} ngày {signed:day} nêu thời gian là “{window}”, đề nghị xác nhận "
        "ngày này là phù hợp. Thời gian ban đầu của kế hoạch: {planned:planned}."
    ),
    "held_day_outside_window": (
        "Hội nghị tổ chức ngày {day:day}, ngoài thời gian quy định ({window}); nếu có văn bản cho phép, đề nghị ghi số, ngày."
    ),
    "held_day_not_stated": "Báo cáo chưa ghi ngày tổ chức (thời gian quy định: {window}); đề nghị bổ sung.",
    "held_day_outside_window_by_order": (
        "Hội nghị tổ chức ngày {day:day}, ngoài thời gian theo văn bản số {order} ngày {signed:day} ({window}). Thời gian ban "
        "đầu của kế hoạch: {planned:planned}."
    ),
    "held_day_not_stated_by_order": (
        "Báo cáo chưa ghi ngày tổ chức (thời gian theo văn bản số {order} ngày {signed:day}: {window}; ban đầu: "
        "{planned:planned}); đề nghị bổ sung."
    ),
    "held_suspended": (
        "Theo văn bản số {order} ngày {signed:day}, hội nghị tạm dừng đến khi có văn bản mới, nhưng đơn vị báo cáo đã tổ "
        "chức; {board} sẽ xem xét."
    ),
    "held_suspended_until": (
        "Theo văn bản số {order} ngày {signed:day}, hội nghị tạm dừng đến hết ngày {until:day}, nhưng đơn vị báo cáo đã tổ "
        "chức; {board} sẽ xem xét."
    ),
    "held_suspended_until_event": (
        "Theo văn bản số {order} ngày {signed:day}, hội nghị tạm dừng đến khi {until}, nhưng đơn vị báo cáo đã tổ chức; "
        "{board} sẽ xem xét."
    ),
    "held_day_after_suspension": (
        "Hội nghị tạm dừng theo văn bản số {order} ngày {signed:day} cho đến khi hết thời gian quy định, chưa có thời gian "
        "mới, đơn vị báo cáo đã tổ chức ngày {day:day}; đề nghị ghi số, ngày văn bản cho phép."
    ),
    "held_no_time_after_suspension": "Báo cáo chưa ghi ngày tổ chức; đề nghị bổ sung.",
    "held_called_off": (
        "Theo văn bản số {order} ngày {signed:day}, hội nghị không tổ chức nữa, nhưng đơn vị báo cáo đã tổ chức; {board} sẽ xem "
        "xét."
    ),
    "held_pilot_slipped_into_general": (
        "Hội nghị điểm tổ chức ngày {day:day}, ngoài thời gian làm điểm ({window}). Ngày này vẫn trong thời gian chung "
        "({general}) nhưng không còn tác dụng rút kinh nghiệm."
    ),
    "held_pilot_before_general": "Đơn vị làm điểm; các đơn vị khác của nhóm tổ chức trong thời gian chung ({general}).",
    "held_pilot_not_named": (
        "Hội nghị tổ chức ngày {day:day}, trong thời gian của hội nghị điểm ({window}), nhưng cấp trên trực tiếp chưa xác "
        "định đơn vị làm điểm; đề nghị cấp trên trực tiếp cho biết đơn vị có được chọn làm điểm không."
    ),
    "held_pilot_day_proposed": (
        "{proposal:proposal}. Hội nghị đã tổ chức ngày {day:day}; hồ sơ không có văn bản nào ấn định ngày."
    ),
    "held_pilot_day_open": "{proposal:proposal}. Báo cáo chưa ghi ngày tổ chức; đề nghị bổ sung.",
    "held_day_not_as_fixed": "Hội nghị tổ chức ngày {day:day}, khác ngày {fixed:day} theo {opinion_noun} {source:opinion}.",
    "held_fixed_day_not_stated": "Báo cáo chưa ghi ngày tổ chức (ngày theo {opinion_noun} {source:opinion}: {fixed:day}); đề nghị bổ sung.",
    "held_order_does_not_cover": (
        "Đơn vị dẫn văn bản “{order}” cho ngày {day:day}, nhưng văn bản đã ghi trong hồ sơ không cho phép ngày này đối với "
        "đơn vị."
    ),
    "held_day_off": "Hội nghị tổ chức ngày {day:day}, là ngày nghỉ ({reason:day_off}); kế hoạch không cấm.",
    "held_morning_off": "Hội nghị tổ chức buổi sáng ngày {day:day}, là buổi nghỉ; kế hoạch không cấm.",
    "held_afternoon_off": "Hội nghị tổ chức buổi chiều ngày {day:day}, là buổi nghỉ; kế hoạch không cấm.",
    "held_day_off_forbidden": (
        "Hội nghị tổ chức ngày {day:day}, là ngày nghỉ ({reason:day_off}), không đúng quy định về ngày tổ chức."
    ),
    "held_morning_off_forbidden": (
        "Hội nghị tổ chức buổi sáng ngày {day:day}, là buổi nghỉ, không đúng quy định về ngày tổ chức."
    ),
    "held_afternoon_off_forbidden": (
        "Hội nghị tổ chức buổi chiều ngày {day:day}, là buổi nghỉ, không đúng quy định về ngày tổ chức."
    ),
    "held_not_before_level_above": (
        "Hội nghị tổ chức ngày {day:day}, không trước hội nghị cấp trên: {units:units}; đề nghị cho biết lý do."
    ),
    "held_not_after_units_below": "Hội nghị tổ chức ngày {day:day}, không sau hội nghị cấp dưới: {units:units}.",
    "held_after_congress": "Hội nghị tổ chức ngày {day:day}, sau {congress} ({window}).",
    "held_content_present": "Đã thực hiện nội dung “{content}”.",
    "held_content_in_own_words": (
        "Chưa thấy nội dung “{content}” ghi theo kế hoạch; đề nghị cho biết nội dung nào đã thực hiện là nội dung này "
        "({items:quoted}), hoặc bổ sung."
    ),
    "held_agenda_not_stated": "Báo cáo chưa ghi các nội dung đã thực hiện; đề nghị bổ sung.",
    "held_content_missing": (
        "Báo cáo không ghi đã thực hiện nội dung “{content}”, là nội dung bắt buộc; nếu đã thực hiện, đề nghị bổ sung."
    ),
    "held_content_told_of": (
        "Báo cáo không ghi đã thực hiện nội dung “{content}”, trong khi có nêu kết quả của nội dung này; đề nghị ghi rõ đã "
        "thực hiện hay chưa."
    ),
    "held_points_stated": "Báo cáo tổng kết nêu: {points}, theo đơn vị báo cáo.",
    "held_points_missing": "Đơn vị chưa cho biết báo cáo tổng kết có nêu: {points}; cần xem xét, đề nghị bổ sung.",
    "held_papers_of_one_kind": (
        "Có {collective} báo cáo tham luận của tập thể, {individual} của cá nhân; kế hoạch nêu cả tập thể và cá nhân."
    ),
    "held_launch_period_wrong": "Giai đoạn phát động ghi là “{stated}”, không phải {period} như quy định.",
    "held_launch_period_not_stated": (
        "Báo cáo chưa ghi giai đoạn của phong trào thi đua đã phát động (quy định: {period}); đề nghị bổ sung."
    ),
    "held_combined": (
        "Hội nghị đã kết hợp với “{combined_with}”; được nếu đủ các nội dung và tên hội nghị đúng quy định."
    ),
    "held_online_forbidden": (
        "Hội nghị đã tổ chức trực tuyến, không đúng quy định về cách tổ chức; nếu có văn bản cho phép, đề nghị ghi số, ngày."
    ),
    "held_combined_to_confirm": (
        "Hội nghị đã kết hợp với “{combined_with}”; đề nghị xác nhận quy định về cách tổ chức cho phép kết hợp."
    ),
    "held_online": (
        "Hội nghị đã tổ chức trực tuyến; kế hoạch không nêu hình thức này, đề nghị ghi văn bản cho phép, nếu có."
    ),
}

SECTIONS = {"lessons": "bài học kinh nghiệm", "shortcomings": "tồn tại, hạn chế"}
