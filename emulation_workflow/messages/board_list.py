"""The Board's own list and incoming mail, in words for staff and units."""

from collections.abc import Mapping
from typing import cast

from emulation_workflow.domain.board_list import BoardItem, ItemKind, LeftBecause
from emulation_workflow.domain.mail import WITH_CODE, Cause, LetterKind, MailFate
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.screens.run_words import LETTERS

ITEM_KINDS: Mapping[ItemKind, str] = {
    ItemKind.NO_ADDRESS: "Đơn vị chưa có địa chỉ thư",
    ItemKind.NOT_WRITTEN: "Thư không gửi: địa chỉ bị trả lại",
    ItemKind.NOT_TOLD: "Chưa báo được người đứng tên",
    ItemKind.BOUNCED: "Thư bị trả lại",
    ItemKind.RETURNED: "Thư không đến nơi",
    ItemKind.DELAYED: "Thư đến chậm",
    ItemKind.CODE_ELSEWHERE: "Mã xác nhận suýt gửi nhầm địa chỉ",
    ItemKind.DELIVERY_STOPPED: "Chưa gửi được thư nào",
    ItemKind.BOUNCE_UNKNOWN: "Báo trả lại không rõ thư nào",
    ItemKind.UNKNOWN_SENDER: "Người gửi chưa đăng ký",
    ItemKind.WRONG_SENDER: "Trả lời từ địa chỉ khác",
    ItemKind.OFFICIAL: "Người có thẩm quyền gửi thư",
    ItemKind.WORDS: "Đơn vị viết trong thư",
    ItemKind.PAPERS: "Đơn vị gửi văn bản, không có phiếu",
    ItemKind.BESIDE_FORM: "Cùng phiếu có nội dung khác",
    ItemKind.BESIDE_FORM_IN_FILE: "Trong tệp phiếu có nội dung khác",
    ItemKind.OUT_OF_OFFICE: "Trả lời tự động: vắng mặt",
    ItemKind.AUTOMATIC: "Thư tự động",
    ItemKind.TOO_LARGE: "Thư quá lớn",
    ItemKind.UNREADABLE: "Thư không đọc được",
    ItemKind.UNANSWERED: "Không trả lời được",
    ItemKind.TOO_MANY: "Gửi quá nhiều thư",
    ItemKind.RESULT: "Báo cáo kết quả cần xem xét",
    ItemKind.FAILED: "Chương trình gặp lỗi với thư",
    ItemKind.NO_VALIDITY: "Hộp thư không cho biết thư nào đã đọc",
    ItemKind.LEFT_IN_FOLDER: "Tệp trong thư mục tiếp nhận",
    ItemKind.ROW_ALTERED: "Hồ sơ bị sửa ngoài chương trình",
    ItemKind.SEAL_NOT_KEPT: "Niêm phong chưa được lưu ở nơi khác",
    ItemKind.SEAL_NOT_WRITTEN: "Chưa ghi được niêm phong",
    ItemKind.OWN_OVERDUE: "Việc của cơ quan chủ trì quá hạn",
    ItemKind.OF_TWO_UNITS: "Người có thẩm quyền chưa rõ của đơn vị nào",
    ItemKind.RUN_GIVEN_UP: "Lượt chạy bị ngắt, không chạy lại",
    ItemKind.SCHEDULER_IDLE: "Bộ phận hẹn giờ không làm việc",
}

_ITEMS: Mapping[ItemKind, str] = {
    ItemKind.NO_ADDRESS: "{name} chưa có địa chỉ thư điện tử nên không nhận được thư; đề nghị bổ sung vào danh sách.",
    ItemKind.NOT_WRITTEN: (
        "Không gửi thư “{letter}” cho {name}: địa chỉ {email} không nhận thư (xem việc “Thư bị trả lại”). Đề nghị sửa danh "
        "sách hoặc đánh dấu việc đó đã xử lý, rồi {again}."
    ),
    ItemKind.NOT_TOLD: (
        "Chưa báo được cho {name} về {what} đứng tên người này (dòng số {row} của sổ ghi nhận) vì không có địa chỉ thư; đề "
        "nghị báo bằng cách khác và hỏi lại."
    ),
    ItemKind.BOUNCED: (
        "Thư “{letter}” gửi {name} bị trả lại: địa chỉ {email} không nhận thư ({words}). Đề nghị hỏi đơn vị địa chỉ đúng, "
        "sửa danh sách {again}."
    ),
    ItemKind.RETURNED: "Thư số {number} “{letter}” gửi {name} ({email}) không đến nơi ({words}): {returned}.",
    ItemKind.DELAYED: (
        "Thư “{letter}” gửi {name} ({email}) chưa đến nơi, máy chủ đang gửi lại ({words}). Nếu việc gấp, đề nghị gọi điện."
    ),
    ItemKind.CODE_ELSEWHERE: (
        "Thư số {number} mang mã xác nhận cấp cho {address} nhưng lại ghi gửi đến {email} nên không được gửi, mã đã bị hủy. "
        "Đề nghị báo người quản trị kiểm tra hồ sơ (audit verify), sau đó cấp lại mã."
    ),
    ItemKind.DELIVERY_STOPPED: (
        "Máy chủ thư không nhận thư gửi đi ({words}). Thư vẫn được giữ nguyên trong hộp thư đi, không thư nào bị mất. Đề "
        "nghị báo người quản trị kiểm tra phần cài đặt gửi thư; khi thông, chương trình tự gửi tiếp và tự đánh dấu việc này "
        "đã xong."
    ),
    ItemKind.BOUNCE_UNKNOWN: (
        "Có thư báo trả lại “{subject}” từ {sender}{emails}{words}, nhưng {unclear}; đề nghị mở hộp thư xem."
    ),
    ItemKind.OWN_OVERDUE: "{name} – {task}: quá hạn ({due}). Đề nghị tham mưu thực hiện, ghi nhận kết quả.",
    ItemKind.UNKNOWN_SENDER: (
        "{sender} gửi thư “{subject}” nhưng địa chỉ này không có trong danh sách đơn vị{files}. Thư chưa được trả lời; đề "
        "nghị mở hộp thư xem, nếu là của một đơn vị thì cập nhật địa chỉ."
    ),
    ItemKind.WRONG_SENDER: (
        "Thư gửi {name} được trả lời từ {sender} (“{subject}”), không phải địa chỉ đã đăng ký{files}. Chưa tiếp nhận; đơn vị "
        "đã được báo tại địa chỉ đăng ký. Đề nghị xác minh."
    ),
    ItemKind.OFFICIAL: (
        "{sender} (người có thẩm quyền) gửi thư “{subject}”{words}. Thư không có giá trị là câu trả lời; đề nghị nhắc trả lời bằng "
        "biểu mẫu hoặc nhập văn bản giấy."
    ),
    ItemKind.WORDS: "{name} viết trong thư “{subject}”{words}. Đề nghị đọc và trả lời đơn vị.",
    ItemKind.PAPERS: (
        "{name} gửi thư “{subject}” không có phiếu đọc được{files}{words}. Đơn vị đã được hướng dẫn gửi phiếu; đề nghị mở "
        "hộp thư xem."
    ),
    ItemKind.BESIDE_FORM: "{name} gửi thư “{subject}” có phiếu{others}{beside}. Đề nghị mở hộp thư xem.",
    ItemKind.BESIDE_FORM_IN_FILE: (
        "Tệp “{file}” của {name} (thư mục tiếp nhận) đã được nhận{beside}. Đề nghị đọc và trả lời đơn vị nếu cần."
    ),
    ItemKind.OUT_OF_OFFICE: (
        "{sender} báo vắng mặt, thư có thể chưa được đọc{words}. Nếu việc gấp, đề nghị liên hệ cách khác."
    ),
    ItemKind.AUTOMATIC: "{sender} gửi thư tự động “{subject}”{files}{words}; không được trả lời. Đề nghị xem nếu cần.",
    ItemKind.TOO_LARGE: (
        "{sender} gửi thư “{subject}” quá lớn nên không được đọc; thư còn trong hộp thư, đề nghị mở xem."
    ),
    ItemKind.UNREADABLE: "Không đọc được thư “{subject}” của {sender}; thư còn trong hộp thư, đề nghị mở xem.",
    ItemKind.UNANSWERED: "Không được trả lời tự động thư “{subject}” của {sender} ({name}): {said} Đề nghị trả lời thay.",
    ItemKind.TOO_MANY: (
        "{sender} ({name}) đã được trả lời quá nhiều lần trong một ngày nên chương trình ngừng trả lời đến hết ngày; thư "
        "“{subject}”: {said} Đề nghị liên hệ."
    ),
    ItemKind.RESULT: (
        "Báo cáo kết quả của {name} (bản gửi lần thứ {version}) đã được lưu, nhưng chưa ghi nhận là đã thực hiện: {said} Đề "
        "nghị xem xét, hỏi lại đơn vị nếu cần."
    ),
    ItemKind.FAILED: (
        "Chương trình gặp lỗi khi đọc thư “{subject}” của {sender}; thư còn trong hộp thư và được đọc lại trong một ngày. Đề nghị báo "
        "người quản trị."
    ),
    ItemKind.NO_VALIDITY: (
        "Máy chủ thư không cho biết số của thư trong thư mục {folder} có hiệu lực đến bao giờ (UIDVALIDITY), nên mỗi lượt đọc lại mọi thư. "
        "Không thư nào được xử lý hai lần, nhưng hộp thư đầy thì đọc chậm. Đề nghị báo người quản trị."
    ),
    ItemKind.LEFT_IN_FOLDER: "Trong thư mục tiếp nhận còn “{file}” chưa nhận được: {why}.",
    ItemKind.ROW_ALTERED: (
        "Dòng {key} của bảng {table} trong cơ sở dữ liệu đã bị sửa ngoài chương trình, nên việc dựa vào dòng này bị từ chối. "
        "Đề nghị báo người quản trị kiểm tra (audit verify), giữ nguyên hiện trạng và khôi phục dòng này từ bản sao lưu; xong "
        "thì làm lại việc bị từ chối."
    ),
    ItemKind.SEAL_NOT_KEPT: (
        "Niêm phong của hồ sơ chưa được lưu ở nơi nào ngoài hồ sơ, nên hồ sơ bị cắt bớt hoặc niêm phong lại toàn bộ sẽ không "
        "lộ ra. Đề nghị người quản trị đặt EMULATION_SEAL_TO là một tệp ở máy khác hoặc một địa chỉ thư."
    ),
    ItemKind.SEAL_NOT_WRITTEN: (
        "Chưa ghi được niêm phong của hồ sơ vào nơi lưu ({reason}). Đề nghị báo người quản trị."
    ),
    ItemKind.OF_TWO_UNITS: (
        "{name} ({number}), trong danh sách người có thẩm quyền: {said} Đề nghị nhập lại danh sách; trước đó người này còn "
        "được hỏi về việc của cả hai đơn vị."
    ),
    ItemKind.RUN_GIVEN_UP: (
        "Lượt chạy “{run}” bị ngắt giữa chừng nhiều lần hoặc đã quá lâu nên chương trình không chạy lại nữa; nội dung đã nhập "
        "vẫn còn trong lượt chạy: {link}. Đề nghị báo người quản trị xem nhật ký, khắc phục; nếu việc còn phải làm thì mở lượt "
        "chạy đó, chọn Copy to new run."
    ),
    ItemKind.SCHEDULER_IDLE: (
        "Bộ phận hẹn giờ của Prefect không làm việc. Chương trình đang tự hẹn giờ thay, nhưng máy dừng quá nửa giờ thì các "
        "việc tự động (gửi thư, đọc hộp thư, đôn đốc) không tự chạy lại. Đề nghị báo người quản trị khởi động lại; khi bộ phận "
        "này làm việc trở lại, chương trình tự đánh dấu việc này đã xong."
    ),
}

LEFT_BECAUSE: Mapping[LeftBecause, str] = {
    LeftBecause.LINK: "đây là liên kết, không phải tệp; đề nghị chép chính tệp đó vào thư mục",
    LeftBecause.FOLDER: "đây là thư mục con; đề nghị chuyển các tệp bên trong ra thư mục inbox",
    LeftBecause.SPECIAL: "đây không phải là tệp thường, hoặc tệp còn nằm ở nơi khác; đề nghị chép lại tệp vào thư mục",
    LeftBecause.NAME: "tên tệp quá dài hoặc có ký tự không hiển thị được; đề nghị đặt lại tên ngắn hơn",
    LeftBecause.UNSETTLED: "tệp chép chưa xong hoặc vẫn đang thay đổi đã quá lâu; đề nghị đóng tệp, chép lại",
    LeftBecause.HIDDEN: (
        "tên bắt đầu bằng dấu chấm hoặc “~$”, là tệp ẩn hoặc tệp tạm của chương trình khác; nếu là kế hoạch, báo cáo, đề "
        "nghị đặt lại tên, nếu không thì xóa"
    ),
    LeftBecause.UNREADABLE: "chương trình không có quyền đọc tệp; đề nghị chép lại tệp hoặc báo người quản trị",
    LeftBecause.BESIDE: "tệp nằm ngoài thư mục inbox nên chưa được đọc; đề nghị chuyển vào thư mục inbox",
    LeftBecause.FAILED: "chương trình gặp lỗi khi xử lý và sẽ thử lại; đề nghị báo người quản trị",
}

SCHEDULER_MENDED = "Bộ phận hẹn giờ đã làm việc trở lại."
SENT_AGAIN = "Đã gửi lại thư số {number}."
DELIVERY_MENDED = "Thư đã gửi được trở lại."

_SEND_LATER = "chạy “Gửi lại thư” với số của thư"
RETURNED: Mapping[str, str] = {
    "address": f"không có địa chỉ này; đề nghị hỏi đơn vị địa chỉ đúng, sửa danh sách, rồi {_SEND_LATER}",
    "of_several": (
        "thư báo nói không có địa chỉ này, nhưng ai cùng nhận thư cũng viết được thư báo như vậy; chương trình vẫn gửi thư "
        "đến địa chỉ này. Đề nghị hỏi đơn vị; nếu địa chỉ sai thì sửa danh sách, rồi "
        f"{_SEND_LATER}"
    ),
    "of_official": (
        "thư báo nói không có địa chỉ này, nhưng thư báo có thể giả; chương trình vẫn gửi thư đến địa chỉ này. Đề nghị hỏi "
        "người đó bằng cách khác, sửa danh sách nếu địa chỉ sai"
    ),
    "mailbox": f"hộp thư đầy hoặc tạm khóa; địa chỉ không sai. Đề nghị gọi đơn vị dọn hộp thư, rồi {_SEND_LATER}",
    "way": f"máy chủ của nơi nhận không trả lời trong nhiều ngày; địa chỉ không sai. Đề nghị gọi điện, sau đó {_SEND_LATER}",
    "letter": "nơi nhận không nhận thư này (quá lớn hoặc loại tệp không được nhận); đề nghị gửi nội dung bằng cách khác",
    "ours": f"lỗi ở phần gửi thư đi; đề nghị báo người quản trị sửa, rồi {_SEND_LATER}",
    "policy": (
        "nơi nhận không tin thư gửi đi (thường do SPF, DKIM, DMARC của tên miền gửi); đề nghị báo người quản trị sửa, rồi "
        f"{_SEND_LATER}"
    ),
    "unsaid": f"máy chủ không nêu rõ lý do; đề nghị gọi đơn vị hỏi lại địa chỉ, rồi {_SEND_LATER}",
    "forwarded": (
        "hộp thư của nơi nhận chuyển tiếp đến {target} và thư bị trả lại ở đó; địa chỉ trong danh sách không sai. Đề nghị "
        f"báo đơn vị sửa phần chuyển tiếp, rồi {_SEND_LATER}"
    ),
}
"""Why a letter did not get there, and the remedy."""

_REISSUE = "chạy “Cấp lại mã xác nhận” để gửi lại"
_LETTERS: Mapping[str, str] = {kind.value: name for kind, name in LETTERS.items()}
_AGAIN: Mapping[str, str] = {
    LetterKind.CAMPAIGN_OPENED: "chạy lại “Triển khai Kế hoạch đến các đơn vị” để gửi",
    LetterKind.DECISION_ASKED: _REISSUE,
    LetterKind.CONFIRMATION_CODE: _REISSUE,
    LetterKind.ORDER_CODE: "chạy lại “Nhập văn bản điều chỉnh” để gửi lại mã",
    LetterKind.ENTRY_CODE: "nhập lại để nhận mã mới",
    LetterKind.PAPER_TO_CONFIRM: "nhập lại văn bản",
    LetterKind.RESULT_ASKED: "chờ lần “Rà soát và đôn đốc” tiếp theo để gửi",
    LetterKind.DIGEST: "chờ thư của ngày làm việc tiếp theo",
}
_SEND_AGAIN = "chạy “Gửi lại thư” với số của thư trong bảng “Thư chưa gửi được”"
_TELL_OTHERWISE = "báo bằng cách khác: thư này không được lập lại"
"""What staff do where the act that writes a letter cannot be repeated: if the letter was kept, and if not."""

MAIL_FATES: Mapping[MailFate, str] = {
    MailFate.TAKEN: "Đã tiếp nhận phiếu",
    MailFate.ANSWERED: "Đã trả lời",
    MailFate.LISTED: "Cần xem",
    MailFate.BOUNCED: "Thư gửi đi bị trả lại",
    MailFate.NOTED: "Báo thư đã đến hoặc đã đọc",
    MailFate.OWN: "Thư của chính cơ quan gửi",
}

FILE_FATES: Mapping[str, str] = {
    "taken": "đã tiếp nhận",
    "same": "đã tiếp nhận từ trước",
    "kept": "lưu kèm thư",
    "refused": "chưa tiếp nhận",
}

_NO_LETTER = "không rõ của thư nào"
_NO_ADDRESS = "không rõ về địa chỉ nào mà thư số {number} “{letter}” đã gửi đến ({to})"
_NO_WORDS, _NO_NAME = "không nêu lý do", "không tên"
_IF_EMPTY: Mapping[str, str] = {
    "subject": "không có tiêu đề",
    "letter": "không có tiêu đề",
    "sender": "(không rõ người gửi)",
    "email": "(không rõ)",
    "file": "tệp không tên",
    "run": "không tên",
    "link": "(không rõ)",
    "name": "đơn vị",
}
_LISTED = {
    "files": ", kèm tệp: ",
    "others": "; cùng phiếu có tệp khác: ",
    "beside": "; trong phiếu có ghi thêm ngoài các ô để điền: ",
}
_FROM_SERVERS = frozenset({ItemKind.BOUNCED, ItemKind.RETURNED, ItemKind.DELAYED, ItemKind.DELIVERY_STOPPED})
_OPTIONAL: Mapping[str, object] = {
    "of": "",
    "number": "",
    "files": [],
    "words": "",
    "name": "",
    "said": [],
    "file": "",
    "why": "",
    "emails": [],
    "others": [],
    "beside": [],
}


def item_sentence(item: BoardItem) -> str:
    """Return what has happened, and what staff are asked to do."""
    params = {**_OPTIONAL, **item.params}
    if item.kind is ItemKind.NOT_WRITTEN:
        letter = str(params["letter"])
        otherwise = _SEND_AGAIN if params.get("is_kept") else _TELL_OTHERWISE
        params |= {"letter": _LETTERS.get(letter, letter), "again": _AGAIN.get(letter, otherwise)}
    if item.kind is ItemKind.BOUNCED:
        kind = str(params["of"])
        once_more = _AGAIN[kind] if kind in WITH_CODE and kind in _AGAIN else f"{_SEND_LATER}: {params['number']}"
        params["again"] = f"rồi {once_more}" if params["number"] else "và báo cho đơn vị bằng cách khác"
    if item.kind is ItemKind.RETURNED:
        params["returned"] = RETURNED[str(params["returned"]) or Cause.UNSAID].format(
            target=params["target"] or "(không rõ)"
        )
    if item.kind is ItemKind.BOUNCE_UNKNOWN:
        to = ", ".join(map(str, cast(list[object], params.get("to", ()))))
        named = params.get("letter") or _IF_EMPTY["letter"]
        known = _NO_ADDRESS.format(number=params.get("number"), letter=named, to=to)
        params["unclear"] = known if params.get("number") else _NO_LETTER
    if isinstance(version := params.get("version"), int):
        params["version"] = nth_words(version)
    emails = ", ".join(str(email) for email in cast(list[object], params["emails"]))
    params["emails"] = f", về địa chỉ {emails}" if emails else ""
    return _ITEMS[item.kind].format_map({key: _param_words(item.kind, key, value) for key, value in params.items()})


def _param_words(kind: ItemKind, key: str, value: object) -> str:
    match key, value:
        case "files" | "others" | "beside", list() | tuple():
            return f"{_LISTED[key]}{'; '.join(name or _NO_NAME for name in value)}" if value else ""
        case "why", str():
            return LEFT_BECAUSE[LeftBecause(value or LeftBecause.FAILED)]
        case "said", list() | tuple():
            return " ".join(value)
        case "words", str() if value and kind not in _FROM_SERVERS:
            return f": “{' '.join(value.split())}”"
        case "words", "" if kind in _FROM_SERVERS:
            return _NO_WORDS
    return str(value) or _IF_EMPTY.get(key, "")
