"""What is wrong and what to do about it, by code. Each module's codes stand under its own heading."""

from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.messages.problems.board_dates import BOARD_DATE_PROBLEMS
from emulation_workflow.messages.problems.delegate_lists import LIST_PROBLEMS
from emulation_workflow.messages.problems.difficulties import DIFFICULTY_PROBLEMS
from emulation_workflow.messages.problems.evidence import EVIDENCE_PROBLEMS
from emulation_workflow.messages.problems.mail import MAIL_PROBLEMS
from emulation_workflow.messages.problems.orders import ORDER_PROBLEMS
from emulation_workflow.messages.problems.papers import PAPER_PROBLEMS
from emulation_workflow.messages.problems.plans import PLAN_PROBLEMS
from emulation_workflow.messages.roll_up import ROLL_UP_PROBLEMS

PROBLEMS: dict[ProblemCode, str] = {
    **PLAN_PROBLEMS,
    **PAPER_PROBLEMS,
    **ORDER_PROBLEMS,
    **EVIDENCE_PROBLEMS,
    **LIST_PROBLEMS,
    **BOARD_DATE_PROBLEMS,
    **MAIL_PROBLEMS,
    **DIFFICULTY_PROBLEMS,
    **ROLL_UP_PROBLEMS,
    # Units and the plan (domain/checks).
    ProblemCode.UNIT_NOT_BOUND: (
        "“{unit}” không thuộc cấp nào mà kế hoạch quy định; đề nghị kiểm tra lại mã đơn vị hoặc cấp của đơn vị trong "
        "danh sách."
    ),
    # Tables kept in Excel (adapters/spreadsheets).
    ProblemCode.TABLE_CANNOT_BE_OPENED: "Không mở được tệp này; đề nghị kiểm tra lại tên và nơi để tệp.",
    ProblemCode.TABLE_EMPTY: "Tệp không có nội dung; đề nghị gửi lại tệp có dữ liệu.",
    ProblemCode.TABLE_TOO_LARGE: (
        "Tệp lớn hơn mức {megabytes} MB nên không được nhận; đề nghị chỉ giữ lại bảng dữ liệu rồi gửi lại."
    ),
    ProblemCode.TABLE_TOO_LONG: (
        "Bảng dài hơn {limit} dòng nên không được nhận; đề nghị chia thành nhiều tệp hoặc xóa các dòng thừa."
    ),
    ProblemCode.TABLE_TOO_MANY_CELLS: (
        "Tệp có nhiều hơn {limit} ô, hoặc được tạo khác thường, nên không được mở; đề nghị dán giá trị của bảng vào một "
        "tệp .xlsx mới, chia thành nhiều tệp nếu cần, rồi gửi lại."
    ),
    ProblemCode.TABLE_CELL_TOO_LONG: "Ô này có hơn {limit} ký tự; đề nghị rút gọn.",
    ProblemCode.TABLE_CELL_UNPRINTABLE: (
        "Ô này có ký tự không hiển thị được hoặc đảo chiều chữ ({sign}); đề nghị gõ lại, không dán từ nơi khác."
    ),
    ProblemCode.PROBLEMS_MORE: "Còn ít nhất {count} lỗi khác; đề nghị sửa các lỗi trên rồi gửi lại để xem tiếp.",
    ProblemCode.TABLE_CELL_OLD_FONT: (
        "Chữ trong ô có vẻ gõ theo phông chữ cũ (TCVN3 như .VnTime, VNI, VISCII) hoặc chưa chuyển thành chữ có dấu (VIQR) nên không chắc là chữ gì; đề nghị chuyển "
        "sang Unicode (Times New Roman) rồi gửi lại."
    ),
    ProblemCode.TABLE_CELL_DITTO: "Ô này ghi như dòng trên (“nt”, dấu nháy …); đề nghị ghi đầy đủ ở từng dòng.",
    ProblemCode.TABLE_CELL_IS_DAY: (
        "Ô {cell}: số, ký hiệu đã bị Excel đổi thành ngày; đề nghị định dạng ô thành Văn bản (Text) rồi gõ lại."
    ),
    ProblemCode.TABLE_NUMBER_IS_DAY: (
        "“{value}” là ngày, không phải số, ký hiệu văn bản (có thể đã bị Excel đổi thành ngày); đề nghị định dạng ô thành "
        "Văn bản (Text) rồi gõ lại."
    ),
    ProblemCode.TABLE_CELL_LETTERS_LOST: (
        "Ô này có dấu “?” hoặc “\ufffd” ở chỗ của chữ: có thể tệp đã được lưu bằng bảng mã không có chữ tiếng Việt; đề nghị "
        "gõ lại, hoặc mở bản gốc, lưu dạng .xlsx hay “CSV UTF-8” rồi gửi lại."
    ),
    ProblemCode.TABLE_LETTERS_LOST: (
        "Dòng tiêu đề có dấu “?” hoặc “\ufffd” ở chỗ của chữ: tệp đã được lưu bằng bảng mã không có chữ tiếng Việt nên mất "
        "chữ; đề nghị mở bản gốc, lưu dạng “CSV UTF-8” hoặc .xlsx rồi gửi lại."
    ),
    ProblemCode.TABLE_CELL_COMMENTED: (
        "Ô này có ghi chú kèm theo (comment) mà chương trình không đọc; đề nghị đưa nội dung vào ô đúng cột, rồi xóa ghi chú."
    ),
    ProblemCode.TABLE_CELL_UNSEEN: (
        "Ô này có nội dung nhưng không nhìn thấy (chữ cùng màu với nền, cỡ chữ quá nhỏ, hoặc định dạng số không hiển thị); đề nghị hiện "
        "lại nếu vẫn tính, xóa nội dung nếu không tính rồi gửi lại."
    ),
    ProblemCode.TABLE_CELL_MERGED: (
        "Ô này gộp qua nhiều cột hoặc nhiều dòng nên không rõ thuộc ô nào; đề nghị bỏ gộp ô và ghi vào đúng ô."
    ),
    ProblemCode.TABLE_ROW_HIDDEN: (
        "Dòng này đang bị ẩn (ẩn dòng, lọc, hoặc chiều cao quá nhỏ); đề nghị hiện lại nếu vẫn tính, xóa dòng nếu không tính rồi gửi lại."
    ),
    ProblemCode.TABLE_ROW_NO_ENTRY: (
        "Dòng này không rõ có phải một dòng của bảng hay chỉ là chữ ghi thêm (tên nhóm, ghi chú, người ký); đề nghị ghi số "
        "thứ tự cho mọi dòng của bảng, chuyển chữ ghi thêm ra ngoài bảng hoặc xóa đi rồi gửi lại."
    ),
    ProblemCode.TABLE_SECOND_TABLE: (
        "Từ dòng này là một bảng khác (dòng tiêu đề lặp lại, số thứ tự đếm lại từ đầu); đề nghị gửi mỗi bảng trong một tệp, "
        "hoặc gộp thành một bảng đánh số liên tục."
    ),
    ProblemCode.TABLE_ROW_STRUCK: (
        "Dòng này có chữ bị gạch ngang; đề nghị bỏ gạch ngang nếu vẫn tính, xóa dòng nếu không tính rồi gửi lại."
    ),
    ProblemCode.TABLE_ROW_BELOW_SIGNATURES: (
        "Dòng này nằm dưới phần ký của bảng nên không rõ có tính hay không; đề nghị chuyển lên trên phần ký hoặc xóa."
    ),
    ProblemCode.TABLE_COLUMN_HIDDEN: "Cột “{heading}” đang bị ẩn hoặc quá hẹp; đề nghị hiện lại nếu vẫn dùng, xóa cột nếu không dùng.",
    ProblemCode.TABLE_SEVERAL_SHEETS: (
        "Tệp có nhiều trang cùng có bảng này: {sheets}; đề nghị chỉ để lại một trang, hoặc ẩn các trang không dùng."
    ),
    ProblemCode.TABLE_PASSWORD: "Tệp có mật khẩu nên không mở được; đề nghị bỏ mật khẩu, lưu lại rồi gửi.",
    ProblemCode.TABLE_NOT_UTF8: (
        "Từ dòng {row}, chữ tiếng Việt không theo mã UTF-8 và không chắc theo mã nào; trong Excel, đề nghị chọn Lưu thành, "
        "dạng “CSV UTF-8” hoặc .xlsx."
    ),
    ProblemCode.TABLE_NOT_A_TABLE: (
        "Tệp không phải bảng tính (.xlsx, .xls, .xlsb, .ods) hay CSV; đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại."
    ),
    ProblemCode.TABLE_NOT_PLAIN: (
        "Tệp có macro, liên kết ra ngoài hoặc đối tượng nhúng nên không được mở; đề nghị dán giá trị của bảng vào một tệp "
        ".xlsx mới rồi gửi lại."
    ),
    ProblemCode.TABLE_NOT_A_WORKBOOK: "Tệp bị hỏng hoặc không phải bảng tính; đề nghị mở bằng Excel, lưu lại dạng .xlsx.",
    ProblemCode.TABLE_BROKEN_ROW: (
        "{where}, dòng {row}: dấu ngoặc kép không khép kín nên không tách được các ô; đề nghị sửa dòng này hoặc "
        "lưu lại bằng Excel."
    ),
    ProblemCode.TABLE_WITHOUT_ROWS: "Bảng không có dòng dữ liệu nào dưới dòng tiêu đề; đề nghị bổ sung rồi gửi lại.",
    ProblemCode.TABLE_COLUMN_MISSING: "Thiếu cột “{heading}” ({column}); đề nghị thêm cột này vào dòng tiêu đề.",
    ProblemCode.TABLE_COLUMN_UNKNOWN: (
        "Không rõ các cột sau là gì: {headings}; đề nghị xóa cột hoặc đổi thành một trong các tên: {allowed}."
    ),
    ProblemCode.TABLE_COLUMN_TWICE: "Cột “{heading}” xuất hiện hai lần; đề nghị chỉ giữ một cột.",
    ProblemCode.TABLE_FORMULA: "Ô này chứa công thức hoặc lỗi tính; đề nghị thay bằng giá trị (dán đặc biệt, chỉ lấy giá trị).",
    ProblemCode.TABLE_CELL_WITHOUT_HEADING: (
        "“{value}” nằm ngoài các cột có tiêu đề; đề nghị đặt tiêu đề cho cột, xóa ô, hoặc kiểm tra dấu ngăn cách."
    ),
    # The registers of units and officials (domain/registers, adapters/spreadsheets).
    ProblemCode.REGISTER_NAME_NOT_ONE: (
        "“{value}” không phải họ và tên của đúng một người; đề nghị chỉ ghi họ tên, chức vụ ghi ở cột “Chức vụ”, mỗi người một "
        "dòng."
    ),
    ProblemCode.REGISTER_CELL_EMPTY: "Ô này không được để trống; đề nghị điền.",
    ProblemCode.REGISTER_BAD_DAY: "“{value}” không phải là ngày có thật; đề nghị ghi ngày/tháng/năm, ví dụ 29/02/2020.",
    ProblemCode.REGISTER_BAD_TICK: "“{value}” không rõ là có hay không; đề nghị ghi “x” nếu có, để trống nếu không.",
    ProblemCode.REGISTER_BAD_ADDRESS: "“{value}” không phải là địa chỉ thư điện tử; đề nghị sửa lại, không dùng chữ có dấu.",
    ProblemCode.REGISTER_ADDRESS_MISSING: "{name} chưa có địa chỉ thư điện tử nên không nhận được mã xác nhận; đề nghị bổ sung.",
    ProblemCode.REGISTER_ADDRESS_SHARED: (
        "Địa chỉ {value} đã là của {name} (mã số {number}); mã xác nhận chỉ gửi riêng cho một người, đề nghị dùng "
        "địa chỉ khác."
    ),
    ProblemCode.REGISTER_END_BEFORE_START: "Ngày kết thúc {end} trước ngày bắt đầu {start}; đề nghị sửa lại.",
    ProblemCode.REGISTER_UNIT_TWICE: (
        "Mã “{value}” với cùng ngày bắt đầu hiệu lực đã có ở một dòng trên; đề nghị chỉ giữ một dòng."
    ),
    ProblemCode.REGISTER_VALIDITY_OVERLAPS: (
        "Thời gian hiệu lực chồng lên “{name}” có cùng mã ({period:period}); đề nghị ghi ngày kết thúc cho dòng cũ"
        " trước ngày bắt đầu của dòng mới."
    ),
    ProblemCode.REGISTER_LEVEL_UNKNOWN: "Kế hoạch không có cấp “{value}”; đề nghị dùng một trong các cấp: {allowed}.",
    ProblemCode.REGISTER_PARENT_UNKNOWN: (
        "Không có đơn vị nào mang mã cấp trên “{value}” trong tệp này hoặc trong danh sách; đề nghị sửa mã hoặc "
        "thêm đơn vị đó."
    ),
    ProblemCode.REGISTER_PARENT_IS_ITSELF: "Đơn vị “{value}” không thể là cấp trên của chính mình; đề nghị sửa mã cấp trên.",
    ProblemCode.REGISTER_CODE_SHORT: (
        "Mã “{value}” ngắn hơn mã của các đơn vị cùng cấp ({digits} chữ số), có lẽ bảng tính đã bỏ số 0 ở đầu; đề nghị định "
        "dạng cột mã thành Văn bản (Text) rồi ghi đủ mã."
    ),
    ProblemCode.REGISTER_CODE_REUSED: (
        "Mã “{value}” được dùng cho nhiều đơn vị ở những thời gian khác nhau; đề nghị thêm cột “Hiệu lực từ” để chỉ rõ."
    ),
    ProblemCode.REGISTER_OF_NO_UNIT: (
        "Trong thời gian giữ nhiệm vụ đã ghi, không có đơn vị nào mang mã “{value}”; đề nghị sửa mã, sửa ngày hoặc thêm"
        " đơn vị trước."
    ),
    ProblemCode.REGISTER_OF_TWO_UNITS: (
        "Trong thời gian giữ nhiệm vụ đã ghi, mã “{value}” thuộc về hai đơn vị: {former} đến hết {until:day}, sau đó là"
        " {later}; đề nghị ghi ngày bắt đầu hoặc ngày kết thúc để chỉ còn một đơn vị."
    ),
    ProblemCode.REGISTER_NAME_OF_ANOTHER: (
        "“{value}” là tên của đơn vị khác, còn mã {meant} là của {name}; đề nghị sửa mã hoặc sửa tên."
    ),
    ProblemCode.REGISTER_UNIT_UNKNOWN: "Không có đơn vị mã “{value}” trong danh sách; đề nghị sửa mã hoặc thêm đơn vị trước.",
    ProblemCode.REGISTER_NUMBER_TAKEN: (
        "Mã số “{value}” đã dùng cho {name} ở một dòng khác; mỗi người một mã số, mỗi dòng thêm chỉ để ghi một lần"
        " thay."
    ),
    ProblemCode.REGISTER_ROLE_UNKNOWN: "Kế hoạch không có vai trò “{value}”; đề nghị dùng một trong các vai trò: {allowed}.",
    ProblemCode.REGISTER_ROLE_NEEDS_UNIT: "Vai trò “{value}” thuộc về một đơn vị; đề nghị ghi mã đơn vị của người này.",
    ProblemCode.REGISTER_SUBSTITUTION_INCOMPLETE: "Việc thay cần đủ ba ô: người thay, từ ngày, đến ngày; đề nghị điền đủ.",
    ProblemCode.REGISTER_SUBSTITUTION_TWICE: "Việc thay này đã ghi ở một dòng trên; đề nghị chỉ giữ một dòng.",
    ProblemCode.REGISTER_SUBSTITUTE_UNKNOWN: "Không có người mang mã số “{value}” để thay; đề nghị sửa mã số hoặc thêm người đó.",
    ProblemCode.REGISTER_SUBSTITUTE_IS_ITSELF: "Người mang mã số “{value}” không thể thay chính mình; đề nghị sửa lại.",
    # The working calendar (domain/calendar).
    ProblemCode.COUNTRY_UNKNOWN: "Không có lịch nghỉ lễ của nước “{country}”; đề nghị ghi mã hai chữ cái, ví dụ VN.",
    # The chain of the gated pilots (office/).
    ProblemCode.NO_GATE: "Kế hoạch “{campaign}” không có bước thẩm định, {opinion_give}; đơn vị chỉ cần gửi kế hoạch để theo dõi.",
    ProblemCode.NOT_GATED: (
        "{unit} không thuộc các {opinion_unit} phải gửi {opinion_chain}; kế hoạch của đơn vị chỉ được tiếp nhận, theo dõi."
    ),
    ProblemCode.UNIT_UNKNOWN: "Không có đơn vị mang mã “{unit}” còn hiệu lực trong danh sách; đề nghị kiểm tra lại mã đơn vị.",
    ProblemCode.PLAN_NOT_AWAITED: (
        "Kế hoạch của {unit} đang ở bước “{stage}” (gửi lần thứ {version:nth}), chưa đến lượt đơn vị gửi bản mới; nếu cần thay "
        "đổi, đề nghị gửi công văn rút kế hoạch trước."
    ),
    ProblemCode.ACT_NOT_ALLOWED: "Ở bước “{stage}” không thể thực hiện “{act:act}”; đề nghị mở lại phiếu để xem bước hiện tại.",
    ProblemCode.ANSWER_CAME_LATER: (
        "Câu trả lời này đến sau: {who} đã trả lời “{act:act}” đối với kế hoạch lần thứ {answered:nth}; hồ sơ đã sang bước "
        "“{stage}”. Không có gì thay đổi."
    ),
    ProblemCode.ANSWER_STALE: (
        "Câu trả lời gửi cho kế hoạch lần thứ {answered:nth}, nhưng hồ sơ đã sang bước “{stage}” (gửi lần thứ {version:nth}); không có gì "
        "thay đổi, đề nghị mở lại phiếu hồ sơ để xem bước hiện tại."
    ),
    ProblemCode.NOTHING_CHOSEN: "Chưa chọn dòng nào; đề nghị đánh dấu các dòng cần xử lý.",
    ProblemCode.SESSION_OVER: "Phiên làm việc đã hết; đề nghị vào lại trang rồi gửi lại.",
    ProblemCode.HANDED_IN_TOO_OFTEN: (
        "Hôm nay đơn vị đã gửi {most} lần trên trang này; đề nghị gửi tiếp vào ngày mai, hoặc qua thư điện tử."
    ),
    ProblemCode.ANSWER_ON_PAGE: (
        "Câu trả lời không được ghi nhận vì chỉ nhận trả lời trên trang làm việc ({link}); đề nghị trả lời tại đó."
    ),
    ProblemCode.ANSWER_TWICE: (
        "Có nhiều câu trả lời dùng cùng một mã cho cùng một câu hỏi nên không câu nào được ghi nhận: có thể có người đã sửa câu "
        "trả lời. Đề nghị trả lời lại bằng mã mới và báo {board}."
    ),
    ProblemCode.CODE_SPENT: (
        "Mã vừa điền không dùng lại được, vì đã đi qua hệ thống; mã mới đã gửi riêng cho người có mã đó."
    ),
    ProblemCode.ANSWER_UNREADABLE: "Phiếu trả lời không đọc được theo mẫu hiện nay; đề nghị điền lại.",
    ProblemCode.CODE_MISSING: "Chưa điền mã xác nhận; đề nghị lấy mã trong thư riêng gửi cho người có thẩm quyền rồi trả lời lại.",
    ProblemCode.CODE_WRONG: (
        "Mã xác nhận không đúng hoặc không dùng cho bước này; đề nghị chép lại đúng mã trong thư mới nhất gửi riêng cho "
        "mình."
    ),
    ProblemCode.CODE_OF_ANOTHER: "Mã xác nhận này được gửi cho người khác; mỗi người dùng mã của chính mình.",
    ProblemCode.CODES_LOCKED: (
        "Đã có {wrong} lần điền sai mã nên mọi mã của bước này đã bị hủy; đề nghị chạy “Cấp lại mã xác nhận”."
    ),
    ProblemCode.ENTRY_CODES_LOCKED: (
        "Đã có {wrong} lần điền sai mã nên mã của nội dung này đã bị hủy; đề nghị nhập lại để nhận mã mới."
    ),
    ProblemCode.CODE_OF_OTHER_ANSWER: (
        "Mã đã điền là mã của một câu trả lời khác; mỗi câu trả lời có mã riêng trong thư. Đề nghị chọn lại câu trả lời và "
        "chép đúng mã của câu đó. Nếu đã chọn đúng, có thể câu trả lời bị người khác sửa: đề nghị báo ngay cho {board}."
    ),
    ProblemCode.CODE_OUTDATED: (
        "Mã xác nhận không còn giá trị vì thông tin của người nhận mã (họ tên, địa chỉ thư, vai trò, thời hạn hoặc việc giao "
        "thay) đã thay đổi sau khi gửi mã; đề nghị dùng mã trong thư mới nhất, nếu chưa có thì đề nghị {board} cấp lại."
    ),
    ProblemCode.CODES_TOO_OFTEN: (
        "Trong ngày đã gửi đủ {most} lần mã cho một người về việc này; đề nghị dùng mã trong thư mới nhất, hoặc chờ đến ngày "
        "làm việc tiếp theo."
    ),
    ProblemCode.ENTRY_CHANGED: (
        "Mã đã điền là của nội dung khác: nội dung nhập, hoặc hồ sơ, đã thay đổi sau khi gửi mã. Chưa ghi nhận gì; đề nghị "
        "kiểm tra lại rồi nhập lại từ đầu để nhận mã mới."
    ),
    ProblemCode.OWN_PAPER: "{name} là người ký văn bản nên không được tự nhập; đề nghị người khác được giao nhập văn bản.",
    ProblemCode.OWN_CHECK: "{name} đã nhập văn bản này nên không được tự xác nhận; đề nghị người thứ hai hoặc người ký xác nhận.",
    ProblemCode.PAPER_NOT_PENDING: (
        "Không có văn bản số {number} đang chờ xác nhận: văn bản đã được xử lý, hoặc hồ sơ đã chuyển bước nên văn bản chờ "
        "không còn giá trị. Đề nghị xem hồ sơ; nếu cần thì nhập lại văn bản."
    ),
    ProblemCode.PAPER_WAITS_ALREADY: (
        "Văn bản số {number} đã được nhập và đang chờ người thứ hai xác nhận. Nếu bản đã nhập có chỗ sai thì đề nghị người đã "
        "nhập rút lại, hoặc người xác nhận từ chối bản đó, rồi nhập lại."
    ),
    ProblemCode.PAPER_SIGNER_DIFFERS: (
        "Người ký đã ghi là “{typed}”, nhưng trong danh sách, mã số {number} là {name}; chưa ghi nhận gì. Đề nghị đối chiếu "
        "văn bản với danh sách, ghi đúng họ tên người ký rồi nhập lại."
    ),
    ProblemCode.PAPER_SIGNER_CHANGED: (
        "Văn bản số {number} không còn chờ xác nhận: thông tin của người ký hoặc người giao thay (họ tên, địa chỉ thư, vai "
        "trò, thời hạn) trong danh sách đã thay đổi sau khi nhập. Đề nghị đối chiếu người ký rồi nhập lại văn bản."
    ),
    ProblemCode.PAPER_CLERK_LEFT: (
        "Văn bản số {number} không còn chờ xác nhận: người đã nhập hôm nay không còn được giao nhập văn bản. Đề nghị người "
        "được giao nhập lại văn bản."
    ),
    ProblemCode.PAPER_CASE_MOVED: (
        "Văn bản số {number} không còn chờ xác nhận: hồ sơ đã chuyển bước hoặc bắt đầu lại trước khi văn bản được xác nhận. "
        "Đề nghị xem hồ sơ; nếu văn bản vẫn đúng với bước hiện tại thì nhập lại."
    ),
    ProblemCode.PAPER_CHECK_MISSING: "Chưa chọn kết quả kiểm tra văn bản; đề nghị chọn rồi chạy lại.",
    ProblemCode.PAPER_NOBODY_CONFIRMS: (
        "Văn bản này phải có người thứ hai xác nhận, nhưng không có ai khác được giao nhập văn bản và người ký không có địa "
        "chỉ thư dùng được; đề nghị bổ sung người vào danh sách rồi nhập lại."
    ),
    ProblemCode.NAMESAKE: (
        "{name} trùng họ tên với người ký hoặc người gửi kế hoạch của {unit} nên chưa được trả lời; đề nghị người khác có "
        "thẩm quyền trả lời. Nếu là hai người khác nhau, đề nghị chạy “Xác nhận không cùng một người”."
    ),
    ProblemCode.NAMESAKE_UNKNOWN: (
        "{name} không trùng họ tên với người ký, người gửi kế hoạch đang xem xét nên không có gì để xác nhận."
    ),
    ProblemCode.NAMESAKE_REASON_MISSING: "Chưa ghi căn cứ xác định là hai người khác nhau; đề nghị bổ sung.",
    ProblemCode.NO_CODE_DUE: "Ở bước “{stage}” của {unit} không có ai cần mã xác nhận; đề nghị kiểm tra lại đơn vị và người nhận.",
    ProblemCode.NOT_ENTITLED: (
        "Người giữ mã này hôm nay không có thẩm quyền ở bước “{stage}” (hết thời hạn, hoặc không phải người của bước này)."
    ),
    ProblemCode.OWN_PLAN: "{name} đã trình kế hoạch này hoặc thuộc {unit} nên không được tự trả lời; đề nghị người khác có thẩm quyền.",
    ProblemCode.OWN_UNIT_ENTRY: (
        "{name} đã trình kế hoạch này hoặc thuộc {unit} nên không được nhập, xác nhận văn bản về kế hoạch này; đề nghị người "
        "khác được giao nhập."
    ),
    ProblemCode.REASON_MISSING: "“{act:act}” phải ghi rõ lý do hoặc nội dung cần chỉnh sửa; đề nghị điền rồi trả lời lại.",
    ProblemCode.BREACH_NEEDS_REASON: (
        "Kế hoạch còn nội dung trái quy định; nếu vẫn chấp thuận, đề nghị ghi rõ lý do, căn cứ ở ô lý do."
    ),
    ProblemCode.DAY_NOT_OPEN: (
        "Không ấn định ngày {day} được: chỉ {opinion_noun} đối với hội nghị mà kế hoạch để ngỏ thời gian mới ấn định ngày."
    ),
    ProblemCode.DAY_PASSED: "Ngày ấn định {day} không ở sau hôm nay; đề nghị chọn ngày khác.",
    ProblemCode.DAY_DIFFERS: (
        "Ngày ấn định {day} khác ngày trong kế hoạch của đơn vị ({planned}); đề nghị chọn “Đồng ý, có yêu cầu chỉnh sửa”."
    ),
    ProblemCode.NOT_A_RECORDER: "Người nhập “{where}” hôm nay không được giao ghi nhận văn bản; đề nghị chọn đúng người.",
    ProblemCode.NOBODY_DECIDES_HERE: "Ở bước “{stage}” không có câu trả lời nào để ghi nhận.",
    ProblemCode.SIGNER_NOT_ENTITLED: "Người ký không có thẩm quyền ở bước này vào ngày {day}; đề nghị kiểm tra người ký, ngày ký.",
    ProblemCode.PAPER_NUMBER_MISSING: "Chưa ghi số, ký hiệu văn bản; đề nghị bổ sung.",
    ProblemCode.PAPER_NUMBER_OF_OTHER_KIND: (
        "“{value}” mang ký hiệu {found}, văn bản này phải mang ký hiệu {wanted}; đề nghị kiểm tra lại số, ký hiệu."
    ),
    ProblemCode.PAPER_SIGNER_MISSING: "Chưa ghi người ký văn bản; đề nghị bổ sung.",
    ProblemCode.PAPER_DATE_MISSING: "Chưa ghi ngày ký văn bản; đề nghị bổ sung.",
    ProblemCode.PAPER_DATE_AHEAD: "Ngày ký văn bản {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    ProblemCode.PAPER_BEFORE_PLAN: "Ngày ký văn bản {day} trước ngày nhận kế hoạch ({received}); đề nghị kiểm tra lại.",
    ProblemCode.NOTHING_TO_WITHDRAW: "{unit} chưa có kế hoạch nào đang được xem xét nên không có gì để rút.",
    # Letters (adapters/record/mail).
    ProblemCode.LETTER_UNKNOWN: "Không có thư số {number:serial}; đề nghị xem số thư trong danh sách thư.",
    ProblemCode.LETTER_NOT_IN_DOUBT: (
        "Thư số {number:serial} không ở tình trạng chưa rõ đã gửi hay chưa nên không có gì để kết luận; "
        "đề nghị xem lại danh sách thư."
    ),
    # Forms on screen and the intake folder (flows/, office/intake).
    ProblemCode.ACT_MISSING: "Chưa chọn câu trả lời; đề nghị chọn một câu, điền mã xác nhận rồi gửi lại.",
    ProblemCode.ANSWER_EMPTY: (
        "Có người bấm tiếp tục mà không điền gì nên không có câu trả lời nào được ghi nhận; đề nghị chọn câu trả lời và "
        "điền mã xác nhận."
    ),
    ProblemCode.PILOT_UNKNOWN: "“{value}” không thuộc các {opinion_unit} phải gửi {opinion_chain}; đề nghị chọn một trong: {allowed}.",
    ProblemCode.OFFICIAL_UNKNOWN: (
        "Không có ai tên hoặc mã số “{value}” trong danh sách người có thẩm quyền; đề nghị ghi mã số hoặc họ tên như trong "
        "danh sách."
    ),
    ProblemCode.OFFICIAL_AMBIGUOUS: "Có nhiều người tên “{value}”; đề nghị ghi mã số: {numbers}.",
    ProblemCode.PAPER_ACT_MISSING: "Chưa chọn nội dung trả lời trong văn bản; đề nghị chọn rồi chạy lại.",
    ProblemCode.RESULT_OLDER: (
        "Báo cáo kết quả này của {unit} giống hệt bản gửi lần thứ {version:nth} đã nhận ngày {day}, sau đó đơn vị đã gửi bản lần thứ {latest:nth}; "
        "đề nghị gửi bản mới nhất. Nếu muốn trở lại nội dung cũ, đề nghị nêu rõ nội dung đính chính."
    ),
    ProblemCode.INTAKE_FOLDER_ODD: (
        "“{folder}” trong thư mục tiếp nhận không phải là thư mục (có thể là liên kết), nên chương trình không mở; đề nghị "
        "người quản trị đặt lại thư mục."
    ),
    ProblemCode.INTAKE_OLDER: (
        "Tệp này đã được tiếp nhận ngày {day} (gửi lần thứ {version:nth}), sau đó đơn vị đã gửi bản mới hơn (bản gửi lần thứ {latest:nth}); "
        "đề nghị gửi bản mới nhất, hoặc sửa tệp nếu đơn vị muốn trở lại nội dung cũ."
    ),
}
