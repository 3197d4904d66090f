"""What stands in a list where a name should: that nobody is known yet, a group, a body, a post; in small letters.

With marks: Đoàn, Tô and Đặng are families, “đoàn thanh niên”, “tổ dân phố” and “đảng ủy” are not.
"""

UNKNOWN = (
    r"(?:(?:còn|đang|tạm|vị trí) )?(?:khuyết|trống)(?: .*)?|[xv✓✔?]+|(?:chưa|sẽ|đang|còn|để trống|không|cập nhật|bổ sung|chờ|dự kiến"
    r"|thông báo|gửi|cử|bầu|chọn)(?: .*)?|(?:chua|se) (?:co|cu|bo sung|xac dinh|ro|chon|bau|gui)(?: .*)?|(?:tbd|n/a|na|tba)|mời(?: .*)?"
)
"""The whole of it."""

GROUPS = (
    r"(?:khối|đại biểu|nhóm|đơn vị|các|thành phần|toàn thể|tập thể|ủy ban|uỷ ban|hội đồng|số lượng|danh sách|đoàn đại biểu"
    r"|ban (?:thường vụ|chấp hành|giám đốc|lãnh đạo|thi đua|tổ chức|quản lý|quản trị|giám hiệu|chỉ huy|nhân dân|công tác|mặt trận|tuyên giáo)"
    r"|công an|quân sự|dân quân|bộ (?:đội|chỉ huy|chqs|đội biên phòng)|đồn biên phòng|trạm (?:y tế|kiểm lâm|khuyến nông|thú y|bảo vệ)"
    r"|trường (?:tiểu học|trung học|mầm non|mẫu giáo|phổ thông|ptdt|th|thcs|thpt|cao đẳng|đại học|chính trị|dân tộc)"
    r"|chi (?:bộ|đoàn|hội|cục|nhánh)|đảng (?:ủy|uỷ|bộ)|huyện (?:ủy|uỷ|đoàn)|tỉnh (?:ủy|uỷ|đoàn)|xã đoàn|thị đoàn"
    r"|mặt trận|mttq|ubmttq|ubnd|hđnd|hội (?:nông dân|phụ nữ|cựu chiến binh|liên hiệp|chữ thập|người|khuyến học|đoàn thể|viên)"
    r"|đoàn (?:thanh niên|thể|viên|cơ sở|xã|phường|trường)|phòng (?:nội vụ|tài|giáo dục|lao động|kinh tế|văn hóa|văn hoá|tư pháp|y tế|thanh tra"
    r"|dân tộc|nông nghiệp|công thương|gd|ld|vh|tc)|sở|văn phòng (?:hđnd|ubnd|đảng|huyện|tỉnh|ủy|đoàn)|công ty|doanh nghiệp|hợp tác xã|htx"
    r"|tổ (?:dân phố|hợp tác|công tác|chức|đội)|thôn|làng|buôn|hộ (?:ông|bà|gia|nghèo)|gia đình|lãnh đạo|đại diện|cán bộ|công chức|viên chức"
    r"|bí thư|phó (?:chủ tịch|bí thư|trưởng|giám đốc|hiệu trưởng|ban)|chủ tịch|trưởng (?:thôn|ban|phòng|công an|trạm|khoa)|giám đốc|hiệu trưởng"
    r"|người (?:có uy tín|dân|cao tuổi|lao động)|nhân dân|khách mời (?:của|là))(?=\s\S|$)"
)
"""How it begins."""

TOGETHER = r"vợ chồng|vợ và chồng|(?:và|cùng) (?:vợ|chồng|con|các con|phu nhân|gia đình|anh|chị|em)|hai vợ chồng|cả nhà"

REMARKS = "vang|thay|om|nghi|mat|tu tran|rut|huy|hoan|khong|chuyen|xin|bo sung|du khuyet|du bi|di"
"""What is said of somebody, without marks."""

FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lí đào đinh lâm trương mai trịnh hà cao tô tạ "
    "lương châu thái chu quách la nông giàng lò vàng sùng y a rơ siu ksor nay rcom đoàn tống kiều từ lưu thạch kim sơn danh "
    "hứa triệu phùng văn đàm ma lục hoa lữ lại khuất doãn nghiêm vi quan thi ông bế hầu mã thào vừ lầu hờ ly lù sình tẩn "
    "kpă kpa niê nie êban rơchăm rcăm rahlan ama h' đậu cù tăng mạc tôn thân ninh viên âu bạch giáp kha khổng khúc nhan"
)
"""How a person's name begins; those of the highlands too."""
