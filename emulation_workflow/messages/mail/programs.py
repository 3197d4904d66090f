"""What mail programs write by themselves, in the languages they speak: around quotations, and for who is away.

All of it stands as `searchable` makes it, composed: small letters without marks, for programs and people leave them out.
"""

INTRODUCTIONS = (
    r"on\b.{4,250}\bwrote",
    r"(?:vao|ngay|luc)\b.{4,250}\bviet",
    r"le\b.{4,250}\ba ecrit",
    r"am\b.{4,250}\bschrieb\b.{0,100}",
    r"el\b.{4,250}\bescribio",
    r"在.{4,250}写道",
    r".{4,250}님이 작성",
)
"""A line that brings in a quotation, up to its colon."""

DIVIDERS = (
    (
        r"-{2,}\s*(?:original (?:message|appointment)|forwarded message|reply message|thu goc|tin nhan goc|thu (?:da |duoc )?chuyen tiep"
        r"|tin nhan (?:da |duoc )?chuyen tiep|message d'origine|ursprungliche nachricht|原始邮件)\s*-*"
    ),
    r"begin forwarded message:?",
    r"bat dau (?:thu|tin nhan) (?:da |duoc )?chuyen tiep:?",
    r"_{8,}",
)
"""A line below which a former message stands."""

LABELS = (
    "from|sent|to|cc|date|subject|reply-to|importance|attachments|"
    "tu|nguoi gui|da gui|gui|gui luc|den|toi|nguoi nhan|ngay|thoi gian|chu de|tieu de|tep dinh kem|"
    "de|envoye|a|objet|von|gesendet|an|betreff|发件人|发送时间|收件人|主题"
)
"""What stands before a colon in the head of a former message."""

SENT_WITH = (
    (
        r"(?:da )?(?:duoc )?gui tu (?:\S+ ){0,4}(?:iphone|ipad|android|samsung|galaxy|oppo|xiaomi|vivo|dien thoai|outlook|yahoo"
        r"|gmail|zimbra|thiet bi)(?: \S+){0,6}"
    ),
    (
        r"sent from (?:\S+ ){0,4}(?:iphone|ipad|android|samsung|galaxy|oppo|xiaomi|vivo|phone|device|outlook|yahoo|mail|zimbra"
        r"|smartphone)(?: \S+){0,6}"
    ),
    r"(?:tai|get|download) (?:ve )?outlook (?:cho|for) (?:ios|android)(?: <\S*>)?",
    r"khong co virus\.?(?: \S*avast\S*)?",
    r"virus-free\.?(?: \S*avast\S*)?",
)
"""A line that a program puts under what is written with it."""

AWAY_SUBJECTS = (
    r"(?:thu )?(?:tra loi|phan hoi|hoi dap|hoi am) tu dong",
    r"tu dong (?:tra loi|phan hoi|hoi dap)",
    r"thong bao vang mat",
    r"auto(?:matic)?[- ]?(?:reply|response|respond(?:er|ing))",
    r"out of (?:the )?office",
    r"ooo\b",
    r"reponse automatique",
    r"automatische (?:antwort|antwoord)",
    r"abwesenheitsnotiz",
    r"respuesta automatica",
    r"resposta automatica",
    r"risposta automatica",
    r"автоответ",
    r"автоматическии ответ",
    r"自动(?:回复|答复)",
    r"自動(?:回覆|応答|返信)",
    r"자동 ?(?:회신|응답)",
    r"ตอบกลับอัตโนมัติ",
    r"ຕອບກັບອັດຕະໂນມັດ",
)
"""How the subject of a note of absence begins."""

AWAY_HINTS = (
    r"vang mat",
    r"nghi (?:phep|om|le|che do|thai san|viec rieng)",
    r"di cong tac",
    r"khong co mat (?:tai|o) (?:co quan|van phong|don vi)",
    r"dang bao luu",
    r"(?:on|taking) (?:annual |sick |maternity )?leave",
    r"(?:away|absent) from",
    r"away until",
    r"on (?:vacation|holiday)",
    r"absent(?:e)? (?:du|jusqu|de mon)",
    r"en conge",
    r"im urlaub",
    r"nicht im (?:haus|buro)",
    r"fuera de la oficina",
    r"休[假暇]",
    r"不在",
    r"출장|휴가",
)
"""What a note of absence says of its writer."""

AWAY_PROMISES = (
    r"(?:xin |vui long |de nghi )?lien he (?:voi |truc tiep )?(?:anh|chi|ong|ba|dong chi|d/c|so|theo|qua|\+?\d)",
    r"(?:se|xin) (?:phan hoi|tra loi|hoi am|hoi dap)",
    r"khi (?:toi )?(?:tro lai|quay lai|ve)",
    r"(?:tro lai|quay lai) (?:co quan |lam viec |van phong )?(?:vao|tu|ngay)",
    r"(?:tu|den)(?: het)? (?:ngay )?\d",
    r"please contact",
    r"will (?:reply|respond|get back|return|be back)",
    r"(?:until|return(?:ing)? on|back on)",
    r"jusqu'?au",
    r"a mon retour",
    r"bis (?:zum|einschliesslich)",
    r"en mi ausencia",
    r"请联系|请聯繫|联系",
    r"連絡",
    r"연락",
)
"""What it says of those who write to them meanwhile."""

AWAY_SAYS = (
    r"day la thu (?:tra loi )?tu dong",
    r"thu (?:nay )?(?:duoc )?(?:gui|tra loi) tu dong",
    r"this is an? (?:automat(?:ic|ed)|auto[- ]?generated)",
    r"i am (?:currently )?out of (?:the )?office",
)
"""What no person writes in a message of their own."""

ASKS = (
    r"de nghi (?:ban|quy ban|so|tinh|cho|huong dan|gia han|dieu chinh|xem xet)",
    r"kinh de nghi",
    r"kinh mong(?! (?:\S+ ){0,4}thong cam)",
    r"xin (?:lui|hoan|doi|phep|gia han|y kien|hoi|duoc|chuyen|huong dan|cho)",
    r"\?",
)
"""What asks for something, which a note of absence does not."""

FILE_HOSTS = (
    "1drv",
    "onedrive",
    "sharepoint",
    "drive.google",
    "docs.google",
    "dropbox",
    "box.com",
    "icloud.com",
    "mega.nz",
    "mega.io",
    "mediafire",
    "fshare",
    "wetransfer",
    "we.tl",
    "pcloud",
    "4shared",
    "terabox",
    "zdn.vn",
    "zadn.vn",
    "zalo.me",
    "send.zoho",
    "workdrive",
    "briefcase",
)
"""What addresses hold under which files lie on somebody's server."""

FILE_ENDS = (
    "xlsx",
    "xls",
    "xlsm",
    "xlsb",
    "ods",
    "docx",
    "doc",
    "odt",
    "pdf",
    "zip",
    "rar",
    "7z",
    "eml",
    "msg",
    "jpg",
    "jpeg",
    "png",
)
"""How a file's name ends, in a link to it."""
