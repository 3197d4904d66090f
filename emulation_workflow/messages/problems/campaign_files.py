"""What is wrong in a campaign file and what to write instead, by code: in Vietnamese for clerks, in English for operators.

Facts stand in braces. What a key means, with an example, is told beside it (`adapters.campaign_file.reference`).
"""

from collections.abc import Mapping
from typing import NamedTuple


class FaultSentences(NamedTuple):
    """One fault in both languages."""

    vietnamese: str
    english: str


def fault_sentences(code: str, facts: Mapping[str, str]) -> FaultSentences:
    """Return what the fault says. KeyError where a code has no sentence, or a sentence lacks a fact."""
    vietnamese, english = FAULTS[code]
    told = {**facts, "what_vi": WHAT.get(facts.get("what", ""), facts.get("what", ""))}
    return FaultSentences(vietnamese.format_map(told), english.format_map(told))


WHAT = {
    "level": "cấp",
    "role": "vai",
    "body": "cơ quan",
    "body or level": "cơ quan hoặc cấp",
    "milestone": "mốc",
    "task": "việc",
    "group": "đối tượng (trong emphases, structure)",
    "head count": "số người",
    "category of the kind": "thành phần thuộc loại",
}
"""What a key may name, in Vietnamese."""

EXAMPLE_WORDS = ("giả định", "ví dụ")
"""By which examples are marked; in lower case. A plan in force says none of them of itself."""

FAULTS: dict[str, tuple[str, str]] = {
    # The file as a whole.
    "file_unreadable": (
        "Không đọc được {file} ({reason}); ghi tên thư mục của đợt, hoặc tệp {name} trong đó.",
        "{file} cannot be read ({reason}); name a campaign folder or its {name}.",
    ),
    "not_utf8": (
        "Tệp không phải văn bản UTF-8; trong trình soạn thảo, chọn “Lưu với mã UTF-8” rồi lưu lại.",
        "The file is not UTF-8 text; save it as UTF-8.",
    ),
    "not_toml": (
        (
            "Dòng này không đúng cách viết TOML ({reason}); mỗi khóa một dòng, chữ để trong dấu ngoặc kép, ví dụ: "
            'title = "Hội nghị điển hình tiên tiến".'
        ),
        "This is not TOML: {reason}; correct the line.",
    ),
    "not_toml_day": (
        "Ngày hoặc giờ ở dòng này không có trong lịch; ghi năm-tháng-ngày như 2020-03-31, giờ như 07:30:00.",
        "The day or time on this line does not exist; write a day as 2020-03-31, a time as 07:30:00.",
    ),
    "not_toml_day_order": (
        "Ngày ở dòng này ghi ngày/tháng/năm; ghi năm-tháng-ngày, như 2020-03-31.",
        "The day on this line is written day/month/year; write year-month-day, as 2020-03-31.",
    ),
    "not_toml_quotes": (
        'Dòng này dùng dấu ngoặc “ ” của trình soạn thảo văn bản; chữ để trong dấu ngoặc kép thẳng, như "Hội nghị".',
        'This line uses the quotation marks of a word processor; write straight ones, as "…".',
    ),
    "not_toml_twice": (
        (
            "Khóa hoặc phần ở dòng này đã ghi ở trên; gộp vào một chỗ, hoặc ghi thêm một mục của danh sách bằng hai "
            "dấu ngoặc vuông, như [[rules]]."
        ),
        "The key or table on this line stands further up already; write it once, or as a list's entry, as [[rules]].",
    ),
    "dotted_key_too_long": (
        "Khóa nối bằng dấu chấm có quá nhiều phần; viết thành từng phần riêng, ví dụ: [levels.conference].",
        "A dotted key has too many parts; write tables instead.",
    ),
    "nested_too_deeply": (
        "Các phần lồng nhau quá sâu, hoặc có số quá dài; viết ngắn lại.",
        "Tables are nested too deeply or a number is too long; write them shorter.",
    ),
    "no_part_to_try": (
        "Tệp không có phần nào dùng để thử được ({parts}); thêm một phần, ví dụ: [ladder].",
        "The file has none of the parts to try: {parts}; add one.",
    ),
    "sha256_written": (
        "Mã sha256 do chương trình tự tính từ tệp; bỏ khóa này.",
        "The file's SHA-256 is computed, not written; take the key out.",
    ),
    "more_faults": ("còn {number} lỗi nữa; sửa các lỗi trên trước.", "{number} more; correct these first."),
    # Keys and types.
    "key_missing": ("Thiếu khóa “{key}”; ghi thêm.", 'The key "{key}" is missing; add it.'),
    "key_misspelt": (
        "Ở đây không có khóa “{key}”; có phải là “{close}”?",
        'The key "{key}" is not known here; did you mean "{close}"?',
    ),
    "key_unknown": (
        "Ở đây không có khóa “{key}”; bỏ khóa này (các khóa dùng được: {known}).",
        'The key "{key}" is not known here; take it out (known are {known}).',
    ),
    "word_unknown": (
        "Không có chữ “{value}” ở đây; ghi một trong: {known}.",
        '"{value}" is not known here; write one of {expected}.',
    ),
    "must_be_text": ("Chỗ này là chữ; để trong dấu ngoặc kép.", "This must be text in quotes; correct it."),
    "must_be_whole_number": (
        "Chỗ này là số nguyên; ghi số, không để trong dấu ngoặc kép.",
        "This must be a whole number without quotes; correct it.",
    ),
    "must_be_number": (
        "Chỗ này là số, thập phân dùng dấu chấm; không để trong dấu ngoặc kép.",
        "This must be a number without quotes; correct it.",
    ),
    "must_be_true_or_false": ("Chỗ này chỉ ghi true hoặc false.", "This must be true or false; correct it."),
    "must_be_list": (
        'Chỗ này là danh sách; để trong dấu ngoặc vuông, như ["a", "b"].',
        'This must be a list in square brackets, as ["a", "b"]; correct it.',
    ),
    "must_be_table": (
        "Chỗ này là một phần gồm các khóa; ghi trong dấu ngoặc nhọn hoặc dưới một đầu mục [ ].",
        "This must be a table of keys and values; correct it.",
    ),
    "must_be_day": (
        "Chỗ này là ngày; ghi năm-tháng-ngày, không để trong dấu ngoặc kép, như 2020-03-31.",
        "This must be a day without quotes, as 2020-03-31; correct it.",
    ),
    "must_be_time": (
        "Chỗ này là giờ; ghi giờ:phút:giây, không để trong dấu ngoặc kép, như 07:30:00.",
        "This must be a time without quotes, as 07:30:00; correct it.",
    ),
    "value_wrong": ("Giá trị này không dùng được ({reason}); sửa lại.", "{reason}; correct it."),
    "blank": ("Khóa “{key}” để trống; ghi lời của kế hoạch.", '"{key}" is empty; write what the plan says.'),
    "text_too_long": (
        "Đoạn này dài hơn {most} ký tự; ghi ngắn lại.",
        "The text has more than {most} characters; write less.",
    ),
    "text_misleads": (
        "Trong chữ có ký tự {sign}, không hiện ra hoặc gây hiểu sai; xóa đi, gõ lại bằng tay.",
        "The text holds {sign}, which does not show or misleads; take it out.",
    ),
    "year_out_of_range": (
        "{day} không nằm trong các năm {first}-{last}; sửa lại năm.",
        "{day} is no day between {first} and {last}; correct the year.",
    ),
    # What is named, and named once.
    "unknown": (
        "Trong tệp không có {what_vi} “{name}”; ghi một trong: {known}.",
        'No {what} "{name}" is in this file; write one of {known}.',
    ),
    "rule_unknown": (
        "Danh mục quy định không có mã “{rule}”; thêm một mục [[rules]] có id này, hoặc sửa lại mã.",
        'No rule "{rule}" is in the catalogue; add it under [[rules]] or correct the id.',
    ),
    "twice": (
        "“{value}” đã có ở một mục trước; mỗi mục ghi {key} riêng.",
        '"{value}" stands here a second time; give each entry its own {key}.',
    ),
    "body_named_as_level": (
        (
            "“{body}” đã là mã của một cấp, nên “director” của đơn vị điểm không rõ là cơ quan hay là cấp; đặt cho cơ quan mã "
            "khác, ví dụ “{body}_office”."
        ),
        '"{body}" is the id of a level too, so that a director of this name is either; give the body another id.',
    ),
    "reports_to_unknown": (
        "Không gửi báo cáo về “{value}” được; ghi “parent” (đơn vị cấp trên) hoặc “board” (cơ quan thường trực).",
        '"{value}" is not known; write "parent" or "board".',
    ),
    "word_of_two_levels": (
        "Đơn vị ghi cấp “{word}” đã thuộc cấp “{level}”; mỗi chữ chỉ ghi ở một cấp.",
        'Units of level "{word}" belong to the level "{level}" already; name them at one level.',
    ),
    "unit_unknown": (
        "units.csv không có đơn vị mã “{code}”; sửa lại mã, hoặc thêm đơn vị vào danh sách.",
        'No unit "{code}" is in units.csv; correct the code or add the unit.',
    ),
    # The gate, roles and pilots.
    "gate_without_steps": (
        "Đường thẩm định chưa có bước nào; thêm một bước [[gate.steps]], hoặc bỏ cả phần [gate].",
        "The gate has no step; add one, or take the gate out.",
    ),
    "stage_reserved": (
        "{stage} là bước mà chương trình tự có; đặt tên khác cho bước này, ví dụ APPRAISAL.",
        "{stage} is a stage that every gate has of itself; give the step another name.",
    ),
    "quote_says_nothing": (
        "Câu dẫn “{quote}” đứng riêng không nói lên điều gì; ghi cả vế của văn bản, như “theo dõi, đôn đốc việc thực hiện”.",
        'The quotation "{quote}" says nothing by itself; write the whole clause of the document.',
    ),
    "board_date_later": (
        (
            "Văn bản đặt mốc “{document}” có sau ngày kế hoạch có hiệu lực, nên thư mở đầu dẫn văn bản chưa có; bỏ mốc này khỏi "
            "tệp, khi có văn bản thì nhập ở “Đặt mốc thời gian”."
        ),
        (
            'The document "{document}" comes after the plan takes effect, so the opening letter would name it too early; '
            "enter the date when it is there."
        ),
    ),
    "role_of_nobody": (
        "Vai “{role}” ({name}) được dùng ở đây, nhưng danh sách người không có ai giữ vai này; thêm một dòng vào officials.csv.",
        'Nobody in the list of officials stands in the role "{role}" ({name}), which is used here; add a row.',
    ),
    "opinion_twice": (
        "Chỉ một bước được đồng ý và yêu cầu chỉnh sửa; bước khác ghi kind = “endorsement”, hoặc asks_changes = false.",
        "Changes are asked for at one step alone; let the others be endorsements, or have asks_changes = false.",
    ),
    "gate_of_no_plans": (
        "Cấp “{level}” không có hội nghị trong kế hoạch này nên không gửi kế hoạch nào; bỏ cấp này khỏi gate.levels.",
        'Level "{level}" has no conference here, so none of its units sends a plan; take it out of gate.levels.',
    ),
    "gated_without_gate": (
        (
            "Đơn vị điểm này phải gửi kế hoạch thẩm định, nhưng tệp chưa có đường thẩm định; thêm phần [gate], hoặc ghi gated = "
            "false."
        ),
        "There is no gate for this pilot to pass; describe it under [gate].",
    ),
    "unit_decides_for_itself": (
        "“{role}” là chính đơn vị, không tự trả lời về kế hoạch của mình; ghi vai khác.",
        '"{role}" is the unit itself, which never decides on its own plan; name another role.',
    ),
    "pilot_twice": (
        "“{code}” được ghi là đơn vị điểm nhiều lần; chỉ ghi một lần.",
        '"{code}" is named as a pilot more than once; name it once.',
    ),
    "pilot_of_none": (
        "Làm điểm thì có ít nhất một đơn vị; ghi số từ 1 trở lên.",
        "A pilot is at least one unit; correct the number.",
    ),
    "proposal_beside_window": (
        "Kế hoạch đã nêu thời gian làm điểm nên không đề xuất nữa; bỏ proposal hoặc bỏ window.",
        "The plan gives a window here, so nothing is to be proposed; take one of them out.",
    ),
    "window_without_rule": (
        "Thời gian này phải có quy định nêu ra nó; thêm window_rule, mã của một mục [[rules]].",
        "The window needs the rule that sets it; add window_rule.",
    ),
    "proposal_without_words": (
        "Thời gian đề xuất phải nói rõ vì sao; thêm proposal_words.",
        "A proposed date needs the words that say why; add proposal_words.",
    ),
    "no_register": (
        (
            "Các mục đơn vị điểm ghi mã đơn vị, nhưng cạnh tệp không có units.csv đọc được; đặt danh sách đơn vị vào cùng thư "
            "mục."
        ),
        "Pilots name units, but there is no readable units.csv beside the file; put the register there.",
    ),
    "pilot_of_other_level": (
        "Đơn vị “{code}” trong units.csv thuộc cấp “{levels}”, không phải “{level}”; sửa một trong hai.",
        'Unit "{code}" is of level "{levels}" in units.csv, not "{level}"; correct one.',
    ),
    # Conferences.
    "name_empty": (
        "Tên hội nghị để trống; ghi như kế hoạch, hoặc bỏ đi nếu kế hoạch không cố định tên.",
        "This name is empty; write it as the plan gives it.",
    ),
    "names_of_nobody": (
        "Tên riêng theo khối phải ghi đủ khối (groups) và tên (names).",
        "Names of groups need both groups and names; add what is missing.",
    ),
    "group_named_twice": (
        "Khối “{group}” đã có tên riêng ở mục trước; mỗi khối chỉ ghi ở một mục.",
        'The group "{group}" has names of its own already; name it once.',
    ),
    "limit_too_small": (
        "Mức {most} thì không ai theo được; ghi số từ 1 trở lên, hoặc bỏ đi nếu kế hoạch không nêu.",
        "A limit of {most} lets nobody through; correct it or take it out.",
    ),
    "limit_without_rule": (
        "Mức này phải có quy định nêu ra nó; thêm {rule}, mã của một mục [[rules]].",
        "The limit needs the rule that sets it; add {rule}.",
    ),
    "quota_to_nowhere": (
        "Số đại biểu mỗi đơn vị cử phải biết cử đi đâu, theo quy định nào; thêm upper và upper_rule.",
        "A quota needs the level that delegates go to, and the rule that says so; add upper and upper_rule.",
    ),
    "alternative_without_group": (
        "Thành phần “one_of” là một trong các dòng nối bằng “hoặc”; ghi tên chung của các dòng đó ở khóa one_of.",
        'A category that is "one_of" belongs to a group; name the group in the key one_of.',
    ),
    "group_without_alternative": (
        "Dòng thuộc nhóm “{group}” phải ghi presence = “one_of”; ghi thêm, hoặc bỏ khóa one_of.",
        'The group "{group}" needs presence = "one_of"; add it or take the group out.',
    ),
    "group_of_one": (
        "Nhóm “{group}” chỉ có một dòng nên không có gì để chọn; thêm dòng kia, hoặc bỏ khóa one_of.",
        'The group "{group}" has one member; add the alternative or take the group out.',
    ),
    "own_word_known": (
        "“{word}” có sẵn hoặc đã ghi ở trên; ở đây chỉ ghi những loại của riêng kế hoạch này.",
        '"{word}" is known already; name only kinds and head counts of your own here.',
    ),
    "about_one_or_each": (
        "Việc này về một đơn vị (about) hay về từng đơn vị của một cấp (each_of); bỏ một trong hai khóa.",
        "The task is about one unit, or about each of a level; take one of the two out.",
    ),
    "about_others": (
        "Chỉ việc của đơn vị nêu tên (audience là units, xong bằng evidence) mới làm đối với đơn vị khác; sửa lại.",
        'Only what named units owe ("units"), by evidence, is owed about others; correct one of the keys.',
    ),
    "every_without_span": (
        "Việc lặp lại (every) thì ghi due = “milestone” với một mốc có ngày đầu và ngày cuối, settled_by = “evidence”.",
        'What is owed again and again ("every") is due in a milestone with a first and a last day, and by evidence.',
    ),
    "by_day_alone": (
        "by_day là ngày mấy của mỗi tháng, từ 1 đến 31; chỉ ghi cùng với every.",
        '"by_day" is a day of each month, 1 to 31; give it with "every" alone.',
    ),
    "every_too_often": (
        "Việc này lặp lại quá {most} lần; rút ngắn thời gian của mốc.",
        "It would be owed more than {most} times; shorten the milestone.",
    ),
    "each_of_nobody": (
        "units.csv không có đơn vị nào thuộc cấp “{level}”; sửa lại cấp, hoặc thêm đơn vị vào danh sách.",
        'No unit of the level "{level}" is in units.csv; correct one of the two.',
    ),
    "share_of_whom": (
        "Chưa rõ tỷ lệ của ai; ghi kinds (loại thành phần) hoặc groups (đối tượng), không ghi cả hai.",
        "Say who counts: kinds of category, or groups, and not both.",
    ),
    "share_out_of_range": (
        "Tỷ lệ lớn hơn 0 và không quá 1, không phải {figure}; 70% ghi là 0.7.",
        "A share lies above 0 and at most 1, not at {figure}; correct it.",
    ),
    "share_figures": (
        "Mỗi tỷ lệ ghi một cách: at_least (ít nhất), at_most (nhiều nhất) hoặc about (khoảng).",
        'Give the share one figure: "at_least", "at_most" or "about".',
    ),
    "tolerance_alone": (
        "tolerance chỉ đi với about (khoảng); bỏ một trong hai.",
        'A tolerance goes with "about"; take one of them out.',
    ),
    "no_branch": (
        "Phần số đại biểu chưa có nhánh nào; ghi ít nhất một nhánh, hoặc bỏ cả phần.",
        "No branch is given; write at least one, or leave the size out.",
    ),
    "least_above_most": (
        "Số đại biểu tối thiểu từ 1 trở lên và không quá số tối đa, không phải {least}; sửa lại.",
        "The least number is at least 1 and no more than the most, not {least}; correct it.",
    ),
    "delegate_kind_unknown": (
        "Không có loại đại biểu “{kind}”; ghi một trong: {known}, hoặc thêm loại riêng này vào delegate_kinds ở đầu tệp.",
        'No kind of delegate "{kind}" is in this file; write one of {known}, or add it to delegate_kinds at its beginning.',
    ),
    "base_unknown": (
        "Không có số người “{base}”; ghi một trong: {known}.",
        'No head count "{base}" is known; write one of {known}.',
    ),
    "base_twice": (
        "“{base}” đã có trong bases; chỉ ghi một lần.",
        '"{base}" is among the bases already; name it once.',
    ),
    "base_without_words": (
        "Số đại biểu tính theo số người của đơn vị; ghi lời của kế hoạch (base_words) và mã quy định (base_rule).",
        "Head counts decide here: give the plan's words for them (base_words) and their rule (base_rule).",
    ),
    "cap_too_small": (
        "Mức tối đa {cap} thì không ai dự được; sửa lại, hoặc bỏ đi nếu không giới hạn.",
        "A cap of {cap} lets nobody in; correct it or take it out.",
    ),
    "branches_without_bases": (
        'Chia nhánh theo số người thì phải biết đếm những ai; ghi bases, ví dụ ["employees"].',
        "Branches by head count need to know which heads count; name them in bases.",
    ),
    "gap_of_one_branch": (
        "Một nhánh cho mọi đơn vị thì không bỏ sót ai; bỏ gap.",
        "A single branch for all leaves no gap; take the gap out.",
    ),
    "branch_for_nobody": (
        "Không đơn vị nào rơi vào nhánh này; sửa lại hai cận.",
        "No head count falls under this branch; correct its bounds.",
    ),
    "two_bounds": (
        "Một phía có hai cận; giữ more_than (trên) hoặc from_count (từ), fewer_than (dưới) hoặc up_to (đến).",
        'Two bounds on one side; keep "more_than" or "from_count", "fewer_than" or "up_to".',
    ),
    "overlap_one": (
        "Đơn vị có {first} người rơi vào cả nhánh thứ {earlier_vi}; sửa cận để các nhánh không chồng nhau.",
        "A head count of {first} falls under branches[{earlier}] as well; let the branches not overlap.",
    ),
    "overlap_span": (
        "Đơn vị có từ {first} đến {last} người rơi vào cả nhánh thứ {earlier_vi}; sửa cận để các nhánh không chồng nhau.",
        "Head counts {first} to {last} fall under branches[{earlier}] as well; let the branches not overlap.",
    ),
    "overlap_open": (
        "Đơn vị có từ {first} người trở lên rơi vào cả nhánh thứ {earlier_vi}; sửa cận để các nhánh không chồng nhau.",
        "Head counts from {first} on fall under branches[{earlier}] as well; let the branches not overlap.",
    ),
    "uncovered_one": (
        "Đơn vị có đúng {first} người không thuộc nhánh nào; thêm một nhánh, hoặc ghi gap với cách làm.",
        "A head count of {first} falls under no branch; add a branch, or a gap with its treatment.",
    ),
    "uncovered_span": (
        "Đơn vị có từ {first} đến {last} người không thuộc nhánh nào; thêm một nhánh, hoặc ghi gap với cách làm.",
        "Head counts {first} to {last} fall under no branch; add a branch, or a gap with its treatment.",
    ),
    "uncovered_open": (
        "Đơn vị có từ {first} người trở lên không thuộc nhánh nào; thêm một nhánh, hoặc ghi gap với cách làm.",
        "Head counts from {first} on fall under no branch; add a branch, or a gap with its treatment.",
    ),
    "gap_without_gap": (
        "Các nhánh đã đủ cho mọi đơn vị; bỏ gap.",
        "The branches leave no head count out; take the gap out.",
    ),
    # Days.
    "effective_before_plan": (
        "Kế hoạch có hiệu lực trước ngày ký ({plan}); sửa một trong hai ngày.",
        "The plan takes effect before its own day ({plan}); correct one of the two.",
    ),
    "day_before_plan": (
        "{day} trước ngày kế hoạch có hiệu lực ({opens}); sửa lại ngày.",
        "{day} lies before the plan takes effect ({opens}); correct the day.",
    ),
    "basis_after_plan": (
        "Văn bản làm căn cứ phải có trước kế hoạch ({plan}); sửa lại ngày, hoặc chuyển sang [[guidance]].",
        "The plan ({plan}) cannot rest on a later document; correct the day.",
    ),
    "level_after_level": (
        "Hội nghị cấp này tổ chức trước cấp “{above}”, mà cấp đó đã xong ({words}); sửa một trong hai thời gian.",
        'These conferences come before "{above}", which is over by then ({words}); correct one of the two windows.',
    ),
    "level_after_congress": (
        "Hội nghị cấp này tổ chức trước đại hội, mà đại hội đã xong ({words}); sửa một trong hai thời gian.",
        'These conferences come before "the congress", which is over by then ({words}); correct one of the two windows.',
    ),
    "period_backwards": (
        "Giai đoạn kết thúc ({last}) trước khi bắt đầu ({first}); sửa một trong hai năm.",
        "The period ends ({last}) before it begins ({first}); correct one of the years.",
    ),
    "half_day_backwards": (
        "Buổi sáng và buổi chiều chồng nhau hoặc ngược giờ; sửa lại bốn giờ.",
        "Morning and afternoon overlap or run backwards; correct the four hours.",
    ),
    "session_too_short": (
        "Một buổi dài ít nhất một phút; sửa lại số phút.",
        "A session lasts at least a minute; correct the number.",
    ),
    "country_unknown": (
        "Không có lịch nghỉ của “{country}”; ghi hai chữ cái của nước, như “VN”.",
        'No holidays are known for "{country}"; write the two letters of the country, as "VN".',
    ),
    # Windows.
    "window_no_table": (
        "Thời gian ghi trong dấu ngoặc nhọn, theo một trong các cách: {ways}.",
        "A window is a table; write one of {ways}.",
    ),
    "window_unknown": (
        "Không có cách ghi thời gian bằng các khóa {keys}; ghi một trong: {ways}.",
        "A window with the keys {keys} is not known; write one of {ways}.",
    ),
    "window_backwards": (
        "Thời gian kết thúc ({end}) trước khi bắt đầu ({start}); sửa một trong hai ngày.",
        "The window ends ({end}) before it starts ({start}); correct one of the two days.",
    ),
    "window_words": (
        "words là lời của kế hoạch về thời gian; ghi trong dấu ngoặc kép, hoặc bỏ khóa.",
        "The words of a window are text in quotes; give the plan's words or take the key out.",
    ),
    "window_about": (
        (
            "about = true (hoặc “from”, “to” khi chỉ ngày đầu, ngày cuối không chính xác) đi cùng lời của kế hoạch ở words, ví dụ "
            "“khoảng giữa tháng 5/2020”; ghi đủ cả hai, hoặc bỏ about."
        ),
        'Write "about = true" (or "from", "to" for one end alone) beside the plan\'s own words, or take the key out.',
    ),
    "window_months": (
        'Ghi tháng đầu và tháng cuối, như ["2020-05", "2020-06"].',
        'Write the first and the last month, as ["2020-05", "2020-06"].',
    ),
    "window_quarter": (
        "“{value}” không phải là quý; ghi như “2025-Q2”.",
        '"{value}" is not a quarter; write it as "2025-Q2".',
    ),
    "window_half": (
        "“{value}” không phải là nửa năm; ghi như “2025-H1” (6 tháng đầu), “2025-H2” (6 tháng cuối).",
        '"{value}" is not half a year; write it as "2025-H1".',
    ),
    "predecessor_later": (
        "Đại hội trước ghi năm {year}, sau năm của kế hoạch ({plan}); sửa lại năm.",
        "A congress before this one cannot be of {year}, after the plan's own year ({plan}); correct it.",
    ),
    "window_year": (
        "“{value}” không phải là năm; ghi bốn chữ số, như year = 2025.",
        "{value} is not a year; write it with four figures, as year = 2025.",
    ),
    "window_event": (
        'Ghi tên sự kiện, như after = "Đại hội Đảng bộ tỉnh".',
        'Name the event, as in after = "Đại hội Đảng bộ tỉnh".',
    ),
    "window_later": (
        "Ghi announced_later = true, hoặc ghi ngày.",
        'Write "announced_later = true", or the days.',
    ),
    "window_day": (
        "{value} không phải là ngày; ghi năm-tháng-ngày, không để trong dấu ngoặc kép, như 2020-03-31.",
        "{value} is not a day; write it without quotes, as 2020-03-31.",
    ),
    "window_month": (
        "{value} không phải là tháng; ghi năm-tháng trong dấu ngoặc kép, như “2020-03”.",
        '{value} is not a month; write it as "2020-03".',
    ),
    # Tasks and the Board's dates.
    "task_without_levels": (
        'Việc này giao cho đơn vị của một số cấp; ghi các cấp đó, như levels = ["commune"].',
        "The task is owed by units of some levels; name them.",
    ),
    "task_units": (
        "units chỉ đi với audience = “units”: ghi mã các đơn vị khi giao cho đơn vị nêu tên, và không ghi ở việc khác.",
        'Name units where the audience is "units", and nowhere else.',
    ),
    "due_of_directors": (
        "Chỉ cơ quan, đơn vị chỉ đạo điểm (audience = “pilot_directors”) có hạn “{due}”; sửa audience hoặc due.",
        'Only "pilot_directors" owe something by "{due}"; correct one of the two.',
    ),
    "due_ref": (
        "due_ref là mã một mốc trong [[milestones]]: ghi khi due = “milestone”, và không ghi ở việc khác.",
        'Name a milestone where the task is due by "milestone", and nowhere else.',
    ),
    "offset": (
        (
            'offset nói cách bao nhiêu ngày: ghi khi due = “relative”, như {{ days = -15, base = "conference", words = '
            '"trước hội nghị 15 ngày" }}, và không ghi ở việc khác.'
        ),
        'Say from what days are counted where the task is due by "relative", and nowhere else.',
    ),
    "offset_ref": (
        "ref là mã mốc để đếm ngày: ghi khi base = “milestone”, và không ghi ở chỗ khác.",
        "Name a milestone where days are counted from one, and nowhere else.",
    ),
    "task_without_rule": (
        "Chưa có quy định nào giao việc này; ghi rule, mã của một mục [[rules]].",
        "Nothing else names a rule here; give the rule that orders this.",
    ),
    "clearance_of_others": (
        (
            "Chỉ đơn vị phải gửi kế hoạch thẩm định (audience = “gated_pilots”) mới xong việc bằng “clearance”; sửa audience hoặc "
            "settled_by."
        ),
        'Only "gated_pilots" are cleared; correct one of the two.',
    ),
    "pilots_held_due": (
        "Việc xong khi đơn vị điểm đã tổ chức (settled_by = “pilots_held”) thì due = “pilot_window”; sửa một trong hai.",
        'What pilots settle is due by "pilot_window"; correct one of the two.',
    ),
    "settling_task": (
        "settling_task là mã việc của đơn vị điểm: ghi khi settled_by = “pilots_held”, và không ghi ở việc khác.",
        'Name a task of the pilots where "pilots_held" settles, and nowhere else.',
    ),
    "board_date_of_plan": (
        "Kế hoạch đã nêu hạn của việc này, cơ quan thường trực không đặt mốc khác; bỏ mốc này.",
        "The plan itself says when this is due; take the Board's date out.",
    ),
    "director_without_unit": (
        (
            "“{body}” chỉ đạo điểm nhưng không có đơn vị nào làm việc thay, nên không biết nhắc ai; ở [[bodies]] của cơ quan này "
            "ghi unit, mã một đơn vị trong units.csv."
        ),
        '"{body}" directs pilots, but no unit does its work; give its body a unit.',
    ),
    "director_of_several_levels": (
        (
            "“{director}” chỉ đạo điểm ở nhiều cấp, mà một việc chỉ có một hạn; viết cho mỗi cấp một mục [[tasks]] có mã riêng, "
            "ghi levels là một trong: {levels}."
        ),
        '"{director}" directs pilots of several levels; write a task for each, with levels = one of {levels}.',
    ),
    "director_of_several_pilots": (
        (
            "“{director}” có nhiều mục [[pilots]] ở cấp “{level}”, mà một việc chỉ có một hạn; gộp thành một mục, các mã đơn vị "
            "cùng ở units."
        ),
        '"{director}" directs several pilots of the level "{level}"; make them one entry, with all codes in its units.',
    ),
    # The ladder and letters.
    "ladder_without_rungs": (
        "Thang nhắc việc chưa có bậc nào; thêm một bậc [[ladder.rungs]], hoặc bỏ cả phần.",
        "The ladder has no rung; add one, or take the ladder out.",
    ),
    "rungs_out_of_order": (
        "Bậc này không sau bậc trước nó ({days} ngày làm việc); xếp các bậc theo thứ tự ngày.",
        "This rung comes no later than the one before it ({days} working days); put the rungs in order of their days.",
    ),
    "rung_to_nobody": (
        'Bậc này chưa gửi ai; ghi người nhận, như to = ["unit"], hoặc bỏ bậc.',
        "This rung writes to nobody; name somebody, or take it out.",
    ),
    "recipient_twice": (
        "“{recipient}” được ghi nhiều lần; chỉ ghi ở to hoặc ở cc.",
        '"{recipient}" is named more than once; name it under "to" or under "cc".',
    ),
    "letter_lists_nothing": (
        "Một thư liệt kê ít nhất một việc; ghi số từ 1 trở lên.",
        "A letter lists at least one item; correct the number.",
    ),
    "soon_is_never": (
        "Sắp đến hạn là còn ít nhất một ngày làm việc; ghi số từ 1 trở lên.",
        "What is due soon is due in at least one working day; correct the number.",
    ),
    "own_rungs_for_all": (
        "Các bậc riêng này chưa ghi cho cấp hay khối nào; ghi levels hoặc groups, hoặc bỏ đi.",
        "These rungs are for no level and no group of their own; name one, or take them out.",
    ),
    "role_of_units": (
        "“{role}” là vai của từng đơn vị; ghi vai có scope = “campaign”.",
        '"{role}" is a role of single units; name one of scope "campaign".',
    ),
    "committee_not_named": (
        "Có bậc gửi “committee” nhưng chưa ghi vai nào nhận; ghi committee, mã của một vai.",
        "A rung writes to the Committee; name the role whose officials are meant.",
    ),
    "reply_address": (
        "“{address}” không phải địa chỉ thư điện tử; ghi như ban@example.vn.",
        '"{address}" is not an e-mail address; write it as ban@example.vn.',
    ),
    "code_copied": (
        "Thư mang mã xác nhận chỉ gửi một người, không gửi kèm ai; bỏ dòng này.",
        "A confirmation code goes to one person alone and is never copied; take this line out.",
    ),
    "letter_unknown": (
        "Không có loại thư “{letter}”; ghi một trong: {known}.",
        'No letter "{letter}" is known; write one of {known}.',
    ),
    # What is sound, but may not be meant.
    "session_without_hours": (
        "Kế hoạch quy định 01 buổi (session_rule) nhưng tệp chưa ghi giờ của buổi nên giờ tổ chức không được xét; ghi [half_day].",
        "The plan has one half-day (session_rule), but the file has no hours of it, so that hours are not judged; write [half_day].",
    ),
    "names_alike": (
        (
            "Trong thư, văn bản, nhiều đơn vị được gọi như nhau: {names}; để phân biệt, ghi tên đầy đủ của từng đơn vị ở "
            'exceptions của [[formal_names]], như exceptions = {{ "{code}" = "{full}" }}.'
        ),
        (
            "Letters and papers call several units alike: {names}; to tell them apart, write the name of each in full "
            'under exceptions of [[formal_names]], as exceptions = {{ "{code}" = "{full}" }}.'
        ),
    ),
    "role_without_body": (
        "Vai “{role}” chưa thay mặt cơ quan nào nên không văn bản nào mang tiêu đề được; ghi body, mã của một cơ quan.",
        'The role "{role}" acts for no body, so that no paper can bear its head; give it one.',
    ),
    "contact_is_nobodys": (
        "Nơi liên hệ “{contact}” là giả định; ghi họ tên, điện thoại thật. Thư gửi qua máy chủ thư không ghi nơi liên hệ này.",
        'The contact "{contact}" is made up; write who is to be called. Letters through a mail server leave it out.',
    ),
    "nobody_changes_the_plan": (
        (
            "Chưa cơ quan nào được thay đổi kế hoạch nên không nhập được văn bản điều chỉnh; ở một cơ quan ghi may_change_plan = "
            "true."
        ),
        'No body may change the plan: no order can be entered; mark one with "may_change_plan = true".',
    ),
    "pilot_unnamed": (
        "Chưa nêu tên đơn vị điểm; “{director}” chọn ít nhất {number} đơn vị, đánh dấu trong danh sách đơn vị.",
        'no unit is named; each "{director}" names {number} or more in the register.',
    ),
    "pilot_after_others": (
        "Thời gian làm điểm ({own}) sau thời gian của các đơn vị khác cùng cấp ({general}), nên không kịp rút kinh nghiệm.",
        "The pilot ({own}) comes after the others of its level ({general}).",
    ),
    "pilot_among_others": (
        (
            "Thời gian làm điểm ({own}) trùng thời gian của các đơn vị khác cùng cấp ({general}), nên có thể không kịp rút kinh "
            "nghiệm."
        ),
        "The pilot ({own}) comes at the time of the others of its level ({general}).",
    ),
    "example_remains": (
        "Còn chữ của ví dụ (“giả định”, “ví dụ”, fictional = true) ở: {places}. Kế hoạch có thật thì thay hết.",
        "Words of an example remain at: {places}. Replace them all in a plan that is real.",
    ),
}
