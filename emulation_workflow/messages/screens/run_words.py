"""What staff and deciders read on the screens of runs: fields of forms, names of states, what came of a run."""

from collections.abc import Mapping

from emulation_workflow.domain.mail import DeliveryState, LetterKind
from emulation_workflow.messages.forms.fields import FieldWords

NOT_CHOSEN = "(chưa chọn)"

HIDDEN_CODE = "(mã)"
"""What stands for a code where a letter is shown to others."""

FIELDS: Mapping[str, FieldWords] = {
    "pilot": FieldWords(
        title="{opinion_unit_title}",
        about="Các {opinion_unit} mà kế hoạch phải {opinion_passed} trước khi thực hiện.",
    ),
    "decision": FieldWords(title="Quyết định", about="Bắt buộc chọn."),
    "code": FieldWords(
        title="Mã xác nhận",
        about="Bắt buộc. Mã trong thư gửi riêng cho đồng chí, ví dụ ABCDE-23456. Không dùng mã của người khác.",
    ),
    "reason": FieldWords(
        title="Lý do, nội dung cần chỉnh sửa",
        about="Bắt buộc khi trả lại, khi không đồng ý, khi đồng ý có yêu cầu chỉnh sửa, hoặc khi chấp nhận kế hoạch có "
        "điểm trái quy định.",
    ),
    "fixed_day": FieldWords(
        title="Ngày tổ chức được ấn định",
        about="Kế hoạch của {area} không nêu thời gian cho đơn vị này. Ghi ngày/tháng/năm, ví dụ 16/4/2020; để trống nếu "
        "giữ ngày mà đơn vị đề nghị.",
    ),
    "paper_number": FieldWords(
        title="Số, ký hiệu văn bản", about="Nếu có văn bản kèm theo, ví dụ 123/{letter_symbol}."
    ),
    "paper_day": FieldWords(title="Ngày ký văn bản", about="Ngày/tháng/năm, ví dụ 20/02/2020."),
    "recorded_number": FieldWords(title="Số, ký hiệu văn bản", about="Bắt buộc, ví dụ 123/{letter_symbol}."),
    "recorded_day": FieldWords(title="Ngày ký văn bản", about="Bắt buộc. Ngày/tháng/năm, ví dụ 20/02/2020."),
    "signer": FieldWords(
        title="Người ký văn bản",
        about="Bắt buộc. Họ tên hoặc mã số của người ký trong danh sách người có thẩm quyền.",
    ),
    "unit_signer": FieldWords(
        title="Người ký văn bản của đơn vị", about="Bắt buộc. Họ tên người ký văn bản của đơn vị."
    ),
    "entered_by": FieldWords(
        title="Người nhập",
        about="Bắt buộc. Họ tên hoặc mã số của chuyên viên nhập văn bản; mã xác nhận riêng sẽ được hỏi ở bước sau.",
    ),
    "code_owner": FieldWords(
        title="Cấp lại cho",
        about="Họ tên hoặc mã số của một người; để trống để cấp lại cho tất cả những người có quyền ở bước này.",
    ),
    "pilot_form": FieldWords(title="Hồ sơ"),
    "decision_form": FieldWords(title="{opinion_title}"),
    "code_form": FieldWords(title="Xác nhận"),
    "paper_form": FieldWords(title="Văn bản giấy"),
    "reissue_form": FieldWords(title="Cấp lại mã"),
    "withdrawal_form": FieldWords(title="Rút hoặc thay đổi kế hoạch"),
    "check_form": FieldWords(title="Xác nhận văn bản giấy"),
    "check_number": FieldWords(
        title="Số, ký hiệu văn bản chờ xác nhận", about="Bắt buộc, đúng như trong thư đề nghị xác nhận."
    ),
    "check_answer": FieldWords(title="Kết quả kiểm tra", about="Bắt buộc chọn. Mỗi câu trả lời có mã riêng trong thư."),
    "check_reason": FieldWords(title="Lý do không xác nhận hoặc rút lại"),
    "checked_by": FieldWords(title="Người trả lời", about="Bắt buộc. Họ tên hoặc mã số của chính người trả lời."),
    "namesake_form": FieldWords(title="Xác nhận không cùng một người"),
    "namesake": FieldWords(
        title="Người trùng tên",
        about="Bắt buộc. Họ tên hoặc mã số của người có thẩm quyền trùng họ tên với người ký, người gửi kế hoạch.",
    ),
    "namesake_reason": FieldWords(
        title="Căn cứ", about="Bắt buộc: vì sao biết là hai người khác nhau, ví dụ chức vụ, nơi công tác."
    ),
    "recorded_decision": FieldWords(title="Quyết định trong văn bản", about="Bắt buộc chọn đúng như văn bản đã ký."),
    "withdrawal_reason": FieldWords(title="Lý do rút hoặc thay đổi", about="Bắt buộc, theo văn bản của đơn vị."),
}
"""Titles and explanations of what staff fill in."""


DELIVERIES: Mapping[DeliveryState, str] = {
    DeliveryState.WAITING: "Chờ gửi",
    DeliveryState.CLAIMED: "Đang gửi",
    DeliveryState.LEAVING: "Đang chuyển nội dung",
    DeliveryState.SENT: "Đã gửi",
    DeliveryState.REFUSED: "Bị từ chối",
    DeliveryState.IN_DOUBT: "Chưa rõ đã đến hay chưa",
    DeliveryState.VOID: "Đã hủy",
}

NOT_IN_WORDS = "Chưa lập được nội dung thư, đề nghị báo người quản trị hệ thống: {fault}"

LETTERS: Mapping[LetterKind, str] = {
    LetterKind.PLAN_RECEIVED: "Báo đã nhận kế hoạch",
    LetterKind.RESULT_ASKED: "Đề nghị báo cáo kết quả",
    LetterKind.RESULT_RECEIVED: "Báo đã nhận báo cáo kết quả",
    LetterKind.DECISION_ASKED: "Đề nghị xem xét kế hoạch",
    LetterKind.CONFIRMATION_CODE: "Mã xác nhận",
    LetterKind.SENT_BACK: "Trả lại kế hoạch",
    LetterKind.CHANGES_ASKED: "Yêu cầu chỉnh sửa",
    LetterKind.DISAGREED: "Không đồng ý",
    LetterKind.CLEARED: "Được thực hiện",
    LetterKind.WITHDRAWN: "Báo rút kế hoạch",
    LetterKind.CODES_LOCKED: "Khóa mã xác nhận",
    LetterKind.REMINDER: "Nhắc việc, đôn đốc",
    LetterKind.DIGEST: "Tổng hợp hằng ngày",
    LetterKind.ORDER_NOTICE: "Báo văn bản điều chỉnh",
    LetterKind.ORDER_CODE: "Mã nhập văn bản điều chỉnh",
    LetterKind.CAMPAIGN_OPENED: "Triển khai Kế hoạch",
    LetterKind.MAIL_ANSWER: "Trả lời thư của đơn vị",
    LetterKind.DIFFICULTY_ANSWERED: "Trả lời khó khăn, vướng mắc",
    LetterKind.LESSONS: "Kinh nghiệm từ hội nghị điểm",
    LetterKind.SEAL: "Niêm phong hồ sơ",
    LetterKind.ENTRY_CODE: "Mã nhập văn bản",
    LetterKind.PAPER_TO_CONFIRM: "Đề nghị xác nhận văn bản giấy",
    LetterKind.ACT_RECORDED: "Báo nội dung ghi nhận đứng tên",
    LetterKind.SIGN_IN: "Liên kết vào trang làm việc",
}

# Names of the states that runs are left in, and what is said with them.
DONE = "Đã xong"
NOT_TAKEN = "Không được chấp nhận"
NOT_RECORDED = "Không được ghi nhận"
NOT_RECORDED_WHILE_WAITING = "Không được ghi nhận ({stage})"
ANOTHER_RUN = "Đã có lượt chạy khác"
FORMER_UNIT = "Hồ sơ đã kết thúc"
WAITING_FOR_CODE = "Chờ mã xác nhận"
AT_IT_AGAIN = "Đang kiểm tra hồ sơ"
PICKED_UP = "Tiếp tục xử lý hồ sơ"
BROKEN_OFF = "Bị ngắt"
BROKEN_OFF_ABOUT = "Cơ sở dữ liệu hoặc ổ đĩa chưa dùng được; chương trình tự chạy lại trong ít phút."
RECORD_ALTERED = (
    "Dòng {key} của bảng {table} trong cơ sở dữ liệu đã bị sửa ngoài chương trình, nên không ghi nhận gì dựa vào dòng này. Đề "
    "nghị báo người quản trị hệ thống; việc này có trong danh sách việc cần xử lý."
)
GIVEN_UP = "Bị ngắt, không chạy lại"
GIVEN_UP_ABOUT = (
    "Lượt chạy đã được chạy lại {times} lần, lần nào cũng bị ngắt giữa chừng, hoặc bị ngắt đã quá {days} ngày. Đề nghị báo "
    "người quản trị hệ thống; nội dung đã nhập vẫn còn ở mục Parameters."
)

ANOTHER_RUN_IS_AT_IT = "Hồ sơ của {unit} đang do một lượt chạy khác theo dõi: {link}. Lượt chạy này không làm gì thêm."
CASE_OF_RELEASED = "{unit} không còn phải gửi kế hoạch {opinion_chain} theo văn bản điều chỉnh; hồ sơ dừng xem xét."
CASE_OF_FORMER_UNIT = (
    "Mã {code} nay là của đơn vị khác ({unit}); hồ sơ mà lượt chạy này theo dõi là của đơn vị mang mã trước đây và đã kết "
    "thúc. Kế hoạch của {unit} có hồ sơ và lượt chạy riêng."
)
FORMER_NAME = (
    "Tên cũ của “{name}”. Lượt chạy đang chờ ở đây vẫn tiếp tục; mục này được xóa khi không còn lượt chạy nào chờ."
)

PLAN_TAKEN = "Đã tiếp nhận kế hoạch của {unit}, gửi lần thứ {version}."
PLAN_STANDS = "Kế hoạch này của {unit} đã được tiếp nhận trước đây (gửi lần thứ {version}); không ghi thêm gì."
PAPER_TAKEN = "Đã ghi nhận văn bản số {number} của {unit}."
PAPER_WAITS = (
    "Văn bản số {number} của {unit} đã được nhập và đang chờ người thứ hai, hoặc người ký, xác nhận; chưa xác nhận thì chưa có "
    "hiệu lực."
)
PAPER_CHECKED = "Đã ghi nhận kết quả kiểm tra văn bản số {number} của {unit}: {answer}."
TOLD_APART = "Đã ghi nhận: {name} không phải là người cùng tên đã ký hoặc gửi kế hoạch của {unit}."
NAME_LEFT_OUT = "(họ tên)"
PENDING_WITHOUT_NAMES = "có một văn bản giấy"
PENDING_PAPER = "{act}: văn bản số {number} ngày {day}, người ký: {signer}; {clerk} nhập lúc {at}"
PAPER_STANDS = "Văn bản số {number} đã được ghi nhận trước đây; không ghi thêm gì."
CODES_ISSUED = "Đã cấp lại {count} mã xác nhận cho hồ sơ của {unit}; mã cũ không còn giá trị."
PLAN_WITHDRAWN = "Đã ghi nhận việc rút hoặc thay đổi kế hoạch của {unit}."
ORDER_TAKEN = "Đã nhập văn bản số {number}; {units} đơn vị có thay đổi và đã được thông báo bằng thư."
ORDER_STANDS = "Văn bản số {number} đã được nhập trước đây; không ghi thêm gì."
ORDER_PREVIEWED = "Xem trước văn bản điều chỉnh số {number}"
ORDER_ENTERED = "Văn bản điều chỉnh số {number} đã nhập"
PROCEED = "{unit} được thực hiện kế hoạch (gửi lần thứ {version})."
LETTERS_SENT = "Đã gửi {sent} thư; {waiting} thư chờ gửi, {refused} thư bị từ chối, {in_doubt} thư chưa rõ."
LETTERS_WENT = "Thư: đã gửi {sent}, chờ gửi lại {waiting}, không gửi được {refused}, chưa rõ {in_doubt}."
LETTERS_FOLLOW = "Còn {waiting} thư tự gửi trong vài phút tới."
LETTERS_STAY = "Máy chủ thư không nhận thư gửi đi; thư được giữ lại và tự gửi khi máy chủ nhận trở lại (đã gửi {sent})."
DELIVERY_STOPPED = (
    "Máy chủ thư không nhận thư gửi đi ({words}); {waiting} thư được giữ lại, chương trình sẽ tự thử lại. Đề nghị báo "
    "người quản trị kiểm tra cài đặt gửi thư."
)
FOLDER_ROUND = "Đã tiếp nhận {taken} tệp, {set_aside} tệp chưa tiếp nhận được, {left} tệp chuyển lượt sau."
LOST_RUNS_SEEN_TO = "Đã xử lý {lost} lượt chạy bị ngắt giữa chừng; mở lại lượt chạy của {cases} hồ sơ."
NO_RUN_LOST = "Không có lượt chạy nào bị ngắt; mở lại lượt chạy của {cases} hồ sơ."
LOST_RUNS_ABOUT = "## Lượt chạy bị ngắt giữa chừng\n\nRà soát lúc {day}."
LOST_RUN_COLUMNS = ("Lượt chạy", "Loại", "Tình trạng khi rà soát", "Từ lúc", "Đã xử lý")
FATES_OF_LOST: Mapping[str, str] = {
    "again": "cho chạy lại",
    "left_to_the_next": "lượt chạy tự động sau làm thay",
    "cancelled": "đã hủy theo yêu cầu trước đó",
    "given_up": "không chạy lại: bị ngắt nhiều lần hoặc đã quá lâu",
}
STATES_OF_LOST: Mapping[str, str] = {
    "PENDING": "chưa bắt đầu",
    "RUNNING": "đang chạy dở",
    "CANCELLING": "đang hủy dở",
    "CRASHED": "bị ngắt",
}
ROUND_DONE = "Đã rà soát {cases} hồ sơ: chạy tiếp {revived} lượt, mở mới {started} lượt."
PROGRESS_DONE = "Đã tổng hợp tiến độ đến ngày {day}."
LAST_REFUSAL = "Lần trả lời trước không được chấp nhận: {reasons}"
SET_ASIDE_REASON = (
    "Tệp “{name}” chưa tiếp nhận được.\n\n{reasons}\n\nĐề nghị sửa theo các điểm trên rồi để tệp vào thư mục tiếp nhận một "
    "lần nữa.\n"
)

APPROVAL_RUN = "Kế hoạch {unit}"
PLAN_RUN = "Kế hoạch của {unit}"
PLAN_RUN_OF_NOBODY = "Kế hoạch gửi đến"

# The case sheet.
SHEET_ABOUT = "Hồ sơ {opinion_plan}: {unit} – {stage}"
NEXT_PROCEED = "Đơn vị được thực hiện kế hoạch."
NEXT_DECISION = "{role} trả lời phiếu của lượt chạy (menu ⋮, Resume): {choices}."
NEXT_DECISION_ON_PAGE = "{role} trả lời tại {link}: {choices}."
NEXT_UNIT = "Đơn vị gửi kế hoạch (gửi lần thứ {version})."
NO_ADDRESS = "chưa có địa chỉ"
ON_BEHALF = "{person}, thay {principal}"

# The table of letters that were not sent.
UNSENT_ABOUT = (
    "## Thư chưa gửi được\n\nThư bị từ chối: đề nghị sửa địa chỉ trong danh sách rồi gửi lại. Thư chưa rõ: đề nghị hỏi "
    "người nhận trước khi gửi lại. Thư chờ gửi sẽ tự được gửi lần sau."
)
UNSENT_LEFT_OUT = " Còn {number} thư nữa không nêu trong bảng này."

# The roll-up.
PROGRESS_ABOUT = "Tổng hợp tiến độ đến ngày {day}"
LEVELS_ABOUT = "## Tiến độ của các cấp\n\nSố đơn vị đã gửi kế hoạch; chỉ {opinion_unit} phải {opinion_passed} mới bắt buộc gửi để {opinion_judge}."
LEVEL_BAR = "{level}: {with_plan}/{bound} đơn vị đã gửi kế hoạch"
PILOT_BAR = "{unit}: {stage}"
DAYS_LEFT = "còn {days} ngày"
STOPPED = "tạm dừng"
DAYS_PAST = "đã qua {days} ngày"

# Asking staff for their code.
CODE_ASKED = (
    "Người nhập đối chiếu với văn bản đã ký rồi điền **mã xác nhận của chính mình** (trong thư gửi riêng). Nếu nội dung "
    "trên chưa đúng, hoặc chưa nhận được thư, thì hủy lượt chạy này và nhập lại."
)
CHECK_ASKED = (
    "Đối chiếu với văn bản đã ký rồi điền **mã ghi tại câu trả lời đã chọn** trong thư “Đề nghị xác nhận văn bản giấy” gửi "
    "riêng cho mình. Chưa nhận được thư thì người nhập chạy lại “Ghi nhận văn bản giấy” với đúng nội dung cũ."
)

START_PAGE_ABOUT = "[Mở trang hôm nay]({link}) – {words}"
START_PAGE_HEADLINE = (
    "{day}: {cases} hồ sơ đang chờ, {overdue} nội dung quá hạn, {letters} thư chưa đi, {items} việc cần người xử lý"
)
ROUND_WELL, ROUND_ILL = "tốt", "không xong, đề nghị mở lượt chạy để xem"
ROUND_NEVER = "chưa chạy lần nào"
ROUND_OFTEN = "vài phút một lần"
ROUND_UNPLANNED = "chưa có lịch, đề nghị báo người quản trị hệ thống"
