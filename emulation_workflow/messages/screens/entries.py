"""What recorders enter for others, in words: on the form that asks for their code, in its letter and in reports."""

from collections.abc import Iterable, Mapping

from emulation_workflow.domain.approval.entries import Check, DocumentEntry, Entry, NamesakeEntry, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import CaseAnswer
from emulation_workflow.domain.campaign import Gate
from emulation_workflow.domain.registers import Decider
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.names import act_words, decisions_of_gate

ENTRY_NAMES: Mapping[type[Entry], str] = {
    DocumentEntry: "văn bản giấy về kế hoạch",
    WithdrawalEntry: "việc rút hoặc thay đổi kế hoạch",
    NamesakeEntry: "xác nhận không cùng một người",
}

CHECKS: Mapping[Check, str] = {
    Check.CONFIRM: "Xác nhận đúng văn bản đã ký",
    Check.REFUSE: "Không xác nhận",
    Check.TAKE_BACK: "Người nhập rút lại",
}

CAPACITIES: Mapping[str, str] = {
    "appraiser": "người {opinion_judge} kế hoạch",
    "decider": "người {opinion_give}",
    "principal": "người đã giao người khác thay",
    "signer": "người ký văn bản",
    "clerk": "người nhập",
    "confirmer": "người xác nhận",
    "named": "người được nêu tên",
}

DOORS: Mapping[str, str] = {
    "run_form": "biểu mẫu trả lời trên hệ thống, bằng mã gửi riêng",
    "page": "trang làm việc, bằng mã gửi riêng",
    "paper": "văn bản giấy do người được giao nhập vào hệ thống",
    "command": "lệnh trên máy chủ, bằng mã gửi riêng của người nhập",
}

_ON_SCREEN = "biểu mẫu trên hệ thống; việc này không cần mã, ai vào được hệ thống cũng có thể ghi tên Ông/Bà"
DOORS_WITHOUT_CODE: Mapping[str, str] = {
    "run_form": _ON_SCREEN,
    "page": "trang làm việc",
    "paper": _ON_SCREEN,
    "intake_form": _ON_SCREEN,
    "intake_folder": "tệp trong thư mục tiếp nhận; việc này không cần mã",
    "mailbox": "thư điện tử gửi đến {board}; việc này không cần mã",
    "command": "lệnh trên máy chủ; việc này không cần mã, ai dùng được máy chủ cũng có thể ghi tên Ông/Bà",
}

RECORDED: Mapping[str, str] = {
    "appraisal": "kết quả {step_give} kế hoạch",
    "decision": "{opinion_noun} về kế hoạch",
    "withdrawal": "việc rút hoặc thay đổi kế hoạch",
    "paper_entered": "văn bản giấy, đang chờ người thứ hai xác nhận",
    "paper_refused": "việc không xác nhận văn bản giấy",
    "paper_taken_back": "việc rút lại văn bản giấy chờ xác nhận",
    "paper_lapsed": "việc văn bản giấy chờ xác nhận không còn giá trị",
    "told_apart": "xác nhận không cùng một người",
    "order_entered": "văn bản điều chỉnh kế hoạch",
    "board_date": "mốc thời gian của {board}",
    "quotas": "việc phân bổ đại biểu",
    "difficulty_step": "bước xử lý khó khăn, vướng mắc",
    "difficulty": "khó khăn, vướng mắc của đơn vị",
    "evidence": "kết quả thực hiện của đơn vị",
    "delegate_list": "danh sách đại biểu",
    "publication": "việc công bố số liệu",
    "erasure": "việc xóa người trong danh sách đại biểu",
    "export": "việc xuất danh sách đại biểu",
    "item_closed": "việc đánh dấu đã xử lý một việc cần xem",
    "doubt_settled": "việc xác định thư đã đến hay chưa",
    "sent_again": "việc gửi lại thư",
    "obligations": "việc xác định lại nghĩa vụ của các đơn vị",
    "opening": "việc gửi thư triển khai Kế hoạch",
}
"""What was recorded, as the letter to those named in it says."""

ORDER_ROWS: Mapping[str, str] = {
    "Số, ký hiệu": "number",
    "Ngày ký": "date",
    "Cơ quan ban hành": "issuer",
    "Người ký": "signer",
    "Có hiệu lực từ": "from",
    "Lý do": "reason",
}
ORDER_POINT = "Điểm {number}"

SUBSTITUTE = "{name} (thay {principal})"

_UNIT, _WHAT, _NUMBER, _DAY, _SIGNER = "Đơn vị", "Nội dung", "Số, ký hiệu", "Ngày ký", "Người ký"
_REASON, _HELD_ON = "Lý do, nội dung", "Ngày tổ chức"
_VERSION, _VERSION_WORDS = "Kế hoạch", "bản gửi lần thứ {version}"


def answer_rows(answer: CaseAnswer, gate: Gate, *, unit_name: str, by: Decider) -> list[dict[str, str]]:
    """Return a decision as name and value, without what is empty."""
    name = by.official.name
    if by.on_behalf_of is not None:
        name = SUBSTITUTE.format(name=name, principal=by.on_behalf_of.name)
    rows = [
        (_UNIT, unit_name),
        (_VERSION, _VERSION_WORDS.format(version=nth_words(answer.version))),
        (_WHAT, act_words(gate, answer.stage, answer.act)),
        ("Người có thẩm quyền", name),
        (_NUMBER, answer.paper.number),
        (_DAY, day_words(answer.paper.signed_on) if answer.paper.signed_on else ""),
        (_REASON, answer.reason),
        (_HELD_ON, day_words(answer.fixed_day) if answer.fixed_day else ""),
    ]
    return filled(rows)


def lapse_rows(because: str) -> list[dict[str, str]]:
    """Return why a pending paper does not count any more, as name and value; nothing if it still does."""
    return filled([("Lý do không còn giá trị", because)])


def filled(rows: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return these as name and value, without what is empty."""
    return [{"name": name, "value": value} for name, value in rows if value]


def entry_rows(entry: Entry, gate: Gate, *, unit_name: str, version: int, official: str = "") -> list[dict[str, str]]:
    """Return the entry's very words as name and value, without what is empty; `official` is the named one's name."""
    rows = [(_UNIT, unit_name), (_VERSION, _VERSION_WORDS.format(version=nth_words(version)) if version else "")]
    match entry:
        case DocumentEntry():
            rows.append((_WHAT, decisions_of_gate(gate).get(entry.act, ACTS[entry.act])))
        case WithdrawalEntry():
            rows.append((_WHAT, "Rút hoặc thay đổi kế hoạch"))
        case NamesakeEntry():
            rows.append((_WHAT, f"{official} không phải là người cùng tên đã ký hoặc gửi kế hoạch"))
    if not isinstance(entry, NamesakeEntry):
        signed_on = day_words(entry.paper.signed_on) if entry.paper.signed_on else ""
        rows += [(_NUMBER, entry.paper.number), (_DAY, signed_on), (_SIGNER, entry.paper.signer or official)]
    rows.append((_REASON, entry.reason))
    if isinstance(entry, DocumentEntry) and entry.fixed_day:
        rows.append((_HELD_ON, day_words(entry.fixed_day)))
    return filled(rows)
