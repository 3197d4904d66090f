"""The words of a covering note: "please find our form enclosed", greetings, titles, and nothing besides.

Whatever else a unit writes beside its form is put before a person. So a word that can ask, state or refuse something
stands here only within a phrase that cannot.
"""

_PHRASES = """
ạ, anh, ban, bà, bằng, bản, bản cứng, bản giấy, bản mềm, bản sao, bản scan, bản đã ký, báo cáo, best regards, bộ phận,
các, cán bộ, cảm ơn, cám ơn, chánh văn phòng, chào, chị, chủ tịch, chuyên viên, chức vụ, công chức, công ty, công văn, cơ quan,
của, cụm, dạ, danh sách, dear, di động, dưới đây, đã, đã điền, đại hội, đây, đề nghị ban nhận, đề nghị ban tiếp nhận, địa chỉ,
điện thoại, điển hình tiên tiến, đính kèm, đồng chí, đơn vị, đt, đtdđ, email, em, excel, fax, file, fw, fwd, giám đốc, gởi, gửi,
gửi kèm, hội đồng, hội nghị, hồ sơ, hđnd, huyện, kế hoạch, kế hoạch tổ chức, kèm, kèm theo, kết quả, khen thưởng, khối, kính,
kính báo, kính báo cáo, kính chào, kính chuyển, kính gửi, kính thư, kính trình, kt, lãnh đạo, lần, lần đầu, lần một, lần hai, lần ba, lần thứ nhất, lần thứ hai, lần thứ ba, lại, mail, mobile, nay, này,
năm, ngày, người gửi, người lập, nhà nước, nhận, nội vụ, nộp, ông, pdf, phiếu, phó, phó chủ tịch, phó giám đốc, phòng,
phụ trách, phường, quận, quý, rất, re, regards, scan, số, sở, sđt, tập đoàn, tel, tệp, thân, thân ái, thân mến, thanks,
thành phố, theo, theo công văn, theo hướng dẫn, theo mẫu, theo thư, theo văn bản, theo yêu cầu, thi đua, tđkt, tđ-kt, btđkt, thị trấn, thị xã,
thư, thưa, tỉnh, tỉnh ủy, tl, tm, tp, trân trọng, trên, triển khai, trưởng ban, trưởng phòng, tt, tx, ubnd, uỷ ban nhân dân,
ủy ban nhân dân, và, văn bản, văn phòng, văn thư, vâng, về việc, về việc tổ chức, v/v, v/v tổ chức, với, xã, xin báo cáo,
xin cảm ơn, xin chào, xin chuyển, xin gửi, xin gửi lại, xin kính gửi, xin nộp, xin trình, xlsx, yêu nước, zalo
"""
COVERING = frozenset(tuple(phrase.split()) for phrase in _PHRASES.replace("\n", " ").split(","))
"""Each phrase as its words."""

_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lâm trương mai trịnh hà cao tô tạ "
    "lương châu thái chu quách la nông giàng lò vàng sùng y a rơ siu ksor nay rcom"
)
SURNAMES = frozenset(_FAMILIES.split())
"""How a person's name begins; those of the highlands too."""

POSTSCRIPTS = r"(?:p\.?\s?/?\s?s|t\.?\s?b|tai but)\.?\s*[:.]"
"""How somebody goes on who has forgotten something, as `searchable` makes it."""
