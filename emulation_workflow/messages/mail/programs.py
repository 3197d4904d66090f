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
    r".{1,250}님이 작성",
)
"""A line that brings in a quotation, up to its colon."""

LINE_OF_WRITER = r"(?=.{0,300}(?:@|\d:\d\d)).{1,250}\b(?:da viet|viet|wrote)\b(?:.{0,60}\d:\d\d.{0,20})?:[\s*-]*"
"""The same, beginning with whoever wrote, or with the day: an address or an hour in it, and one line alone."""

DIVIDERS = (
    (
        r"(?<!-)-{2,}+\s*+(?:original (?:message|appointment)|forwarded message|reply message|thu goc|tin nhan goc|thu (?:da |duoc )?chuyen tiep"
        r"|tin nhan (?:da |duoc )?chuyen tiep|message d'origine|ursprungliche nachricht|原始邮件)\s*+-*+"
    ),
    r"begin forwarded message:?",
    r"bat dau (?:thu|tin nhan) (?:da |duoc )?chuyen tiep:?",
    r"_{8,}+",
)
"""A line below which a former message stands."""

LABELS = (
    "from|sent|to|cc|date|subject|reply-to|importance|attachments|"
    "tu|nguoi gui|da gui|da gui luc|gui|gui luc|ngay gui|thoi gian gui|den|toi|nguoi nhan|ngay|thoi gian|chu de|tieu de|tep dinh kem|"
    "de|envoye|a|objet|von|gesendet|an|betreff|发件人|发送时间|收件人|主题"
)
"""What stands before a colon in the head of a former message."""

SENT_WITH = (
    (
        r"(?:da )?(?:duoc )?gui tu (?:\S++ ){0,4}(?:iphone|ipad|android|samsung|galaxy|oppo|xiaomi|vivo|dien thoai|outlook|yahoo"
        r"|gmail|zimbra|thiet bi)(?: \S++){0,6}+"
    ),
    (
        r"sent from (?:\S++ ){0,4}(?:iphone|ipad|android|samsung|galaxy|oppo|xiaomi|vivo|phone|device|outlook|yahoo|mail|zimbra"
        r"|smartphone)(?: \S++){0,6}+"
    ),
    r"(?:tai|get|download) (?:ve )?outlook (?:cho|for) (?:ios|android)(?: <\S*>)?",
    r"khong co virus\.?(?: \S*avast\S*+)?",
    r"(?:this |the )?(?:e-?mail|message) (?:has been|was|is) (?:scanned|checked)(?: \S++){0,12}+",
    r"virus-free\.?(?: \S*avast\S*+)?",
)
"""A line that a program puts under what is written with it; no sign of it is looked at twice."""

AWAY_SUBJECTS = (
    r"(?:thu )?(?:tra loi|phan hoi|hoi dap|hoi am) tu dong",
    r"tu dong (?:tra loi|phan hoi|hoi dap)",
    r"(?:thu |tin nhan |e?mail |thong bao )?tu dong\s*[:\]]",
    r"thong bao vang mat",
    r"auto(?:matic)?[- ]?(?:reply|response|respond(?:er|ing))",
    r"auto\s*[:\]]",
    r"out of (?:the )?office",
    r"ooo\b",
    r"reponse automatique",
    r"automatische (?:antwort|antwoord)",
    r"abwesenheitsnotiz",
    r"automati(?:skt? svar|cka odpoved)|autosvar|otomatik yanit",
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
"""How the subject of a note of absence begins; or what stands in brackets at its end."""

AWAY_HINTS = (
    r"vang mat|vang nha|(?:di|tam) vang|di (?:tap huan|hoc|nghi|cong chuyen|thuc te|co so)",
    r"nghi (?:phep|om|le|tet|bu|mat|he|che do|thai san|sinh|viec rieng|duong suc|gio to|quoc khanh|cuoi tuan)",
    r"cach ly|lam viec (?:ngoai (?:co quan|don vi)|tu xa|tai nha|o nha)",
    r"(?:di|dang) cong tac",
    r"khong (?:co mat )?(?:tai|o|co o) (?:co quan|van phong|don vi|nha)",
    r"(?:o|di) nuoc ngoai|nam vien|dieu tri",
    r"(?:dang (?:ban )?|ban )(?:hop|du (?:hop|hoi nghi|hoi thao|tap huan))|dang tham gia (?:lop|khoa|tap huan)|khong lam viec",
    r"dang bao luu",
    r"(?:on|taking) (?:\S+ )?leave|leave until",
    r"(?:away|absent) from",
    r"away until|(?:currently|now) away|(?:will be|i'll be|are|is) out of (?:the )?office",
    r"\booo\b|travell?ing|(?:on|for) (?:a )?business|limited access",
    r"on (?:vacation|holiday)|(?:vacation|holiday) until",
    r"absent(?:e)? (?:du|jusqu|de mon)",
    r"en (?:conge|vacances)",
    r"im urlaub|nicht erreichbar",
    r"nicht im (?:haus|buro)",
    r"fuera de la oficina",
    r"休[假暇]",
    r"不在",
    r"출장|휴가",
)
"""What a note of absence says of its writer."""

AWAY_FOR_GOOD = (
    r"nghi (?:huu|viec)|thoi viec|chuyen (?:cong tac|don vi|co quan|nganh)",
    r"khong con (?:su dung|dung|cong tac|lam viec|phu trach|hoat dong|o)|(?:ngung|ngung su dung|thoi su dung) hop thu",
    r"no longer (?:with|works?|working|employed|in use|monitored|active|valid)|(?:has|have) left|retired",
)
"""What it says of a writer or a mailbox that is gone for good: a person has to know."""

AWAY_PROMISES = (
    r"(?:xin |vui long |de nghi )?lien he (?:voi |truc tiep )?(?:anh|chi|ong|ba|dong chi|d/c|so|theo|qua|\+?\d)",
    r"(?:se|xin) (?:phan hoi|tra loi|hoi am|hoi dap)",
    r"khi (?:toi )?(?:tro lai|quay lai|ve)",
    r"(?:tro lai|quay lai) (?:co quan |lam viec |van phong )?(?:vao|tu|ngay)",
    r"(?:tu|den|toi)(?: het| cuoi| dau| giua)? (?:ngay |thang |thu |nam )?\d",
    r"den (?:het|cuoi|dau|giua) (?:thang|tuan|nam)|hen gap lai",
    r"(?:goi|gui thu|gui ve|gui den|gui toi|chuyen thu) (?:\S+ ){0,5}?\S*[\d@]",
    r"please (?:contact|call|e?-?mail|write)",
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
    r"(?:day|do) la (?:thu|e?-?mail|tin nhan|tin|phan hoi|thong bao|cau tra loi) (?:tra loi |phan hoi |thong bao )?tu dong",
    r"(?:thu|e?-?mail|tin nhan) (?:nay )?(?:duoc )?(?:he thong )?(?:gui|tra loi|tao|phat) (?:ra |di )?tu dong",
    r"(?:xin |vui long )(?:dung|khong) (?:tra loi|phan hoi)",
    r"hop thu (?:nay )?khong (?:duoc |co nguoi |ai )?(?:theo doi|giam sat|doc|truc|kiem tra)",
    r"da nhan duoc (?:thu|e?-?mail|yeu cau|phan anh) cua quy khach|yeu cau cua quy khach",
    r"this is an? (?:automat(?:ic|ed)|auto[- ]?generated)|(?:do|please) not reply|not monitored|unattended mailbox",
    r"i(?: a|')m (?:currently )?out of (?:the )?office",
)
"""What no person writes in a message of their own."""

ACKNOWLEDGES = (
    (
        r"(?:da |vua )?(?:tiep )?nhan (?:duoc )?(?:thu|e?-?mail|van ban|tin nhan|yeu cau|noi dung|thong tin|ho so|phan anh|cong van"
        r"|tai lieu|lien he|giay moi|ke hoach)\b"
    ),
    (
        r"(?:thu|e?-?mail|tin nhan|yeu cau|phan anh|van ban|ho so|cong van)(?: \S+){0,5}? (?:da )?(?:duoc |vao )"
        r"(?:tiep nhan|ghi nhan|nhan|he thong|chuyen|luu|xu ly)"
    ),
    r"(?:cam on|thank you|thanks)(?: \S+){0,5}? (?:lien he|lien lac|gui|for (?:contacting|your|writing))",
    r"received your|your (?:message|e?-?mail|request|enquiry|inquiry|letter)(?: \S+){0,3}? received",
    r"se (?:som )?(?:phan hoi|tra loi|lien he|xu ly|giai quyet|hoi am|nghien cuu|xem xet)",
    r"ma (?:so )?(?:yeu cau|ho so|tiep nhan)|ticket|case (?:number|id)",
)
"""How a program says that a message has come in, and that somebody will see to it."""

AWAY_WRITERS = r"toi|minh|em|chau|i|i'm|i'll|we|my|je|j'ai|ich|bin|wir|estoy|estare|eu|io"
"""Who is away when a note says so of its writer."""

AWAY_OTHERS = (
    r"chu tich|bi thu|lanh dao|dong chi|d/c|dc|anh|chi|ong|ba|can bo|cong chuc|chuyen vien|van thu|thu truong|thu ky"
    r"|giam doc|truong (?:ban|phong)|chanh van phong|nguoi|he|she|mr|mrs|ms|chairman|director"
)
"""Whom else it may be said of."""

AWAY_UNITS = (
    r"(?:co quan|don vi|xa|phuong|thi tran|huyen|phong|so|ban|truong|cong ty|van phong) (?:cua )?(?:chung )?toi"
)
"""A writer's own office."""

AWAY_AROUND = (
    r"hien(?: nay| tai| gio)?|dang|da|se|do|vi|nen|trong thoi gian|khi|con|van|lai|phai|vua|moi|xin (?:thong )?bao|thong bao|kinh bao"
    r"|hom nay|ngay mai|tuan nay|co quan|van phong|chung|tat ca|(?:tu|den)(?: het)?|ngay|thang|nam|currently|am|is|are|be|will|out|the|on|office"
)
"""What may stand before it where a note names nobody."""

AWAY_WORK = (
    r"(?:chua|da|moi|se|khong|de|cho)(?: the| kip)? ky\b|\bky (?:duoc|sau|cham|thay|ke hoach)",
    r"ke hoach|phieu|danh sach|dai bieu|bao cao|ho so|hoi nghi cua",
    r"(?:chua|se|da|van|khong|khong the) (?:co nguoi|gui|nop|lam|hoan thanh|to chuc|trinh|xong|giao)(?! (?:thu|e?mail))",
)
"""What the work is about, of which no note of absence speaks."""

AWAY_BESIDES = (
    r"thu (?:nay|cua (?:quy|ban|anh|ong|ba|don vi))|(?:doc|kiem tra|xem|truy cap|nhan duoc|nhan) (?:duoc )?(?:cac )?(?:thu|e?mail)",
    r"cam on|cam on|xin loi|thong cam|kinh (?:gui|chao|bao|thu)|tran trong|xin chao",
    r"(?:truong hop|neu|khi)(?: \S+){0,3} (?:gap|can|khan)|khan cap|viec gap|can gap",
    r"(?:moi|cac|moi viec|cong viec|noi dung)(?: \S+){0,4} (?:phu trach|giai quyet|thay|xu ly|tiep nhan|lien he)",
    r"(?:phu trach|giai quyet|xu ly|dieu hanh|truc)(?: \S+){0,3} thay|thay (?:toi|mat)|uy quyen|xin (?:chuyen|gui) (?:den|toi|cho|qua)",
    r"trong thoi gian|dien thoai|di dong|so may|hotline|internet|mat song|e-?mail:|lam viec tro lai",
    r"(?:khong|kho|it|han che)(?: \S+){0,3} (?:thuong xuyen|phan hoi|tra loi|truy cap|kiem tra|e?mail)",
    r"phan hoi|tra loi|lien lac lai|hoi am|hoi dap|vang nha|nghi (?:tet|bu|hoc|duong suc)|du (?:hop|hoc|hoi nghi|tap huan)|hop tai|cong tac",
    r"thank|urgent|access|e-?mail|repl(?:y|ies)|respon[ds]|message|contact|assist|immediate|regards|colleague",
    r"merci|messag|repons|urgen|contact|courriel|bureau|nachricht|dringend|wenden|gracias|mensaje|correo",
)
"""What a note of absence says besides: thanks, excuses, whom to call, who stands in."""

ASKS = (
    r"de nghi (?:ban|quy ban|so|tinh|cho|huong dan|gia han|dieu chinh|xem xet)",
    r"kinh de nghi",
    r"kinh mong(?! (?:\S+ ){0,4}thong cam)",
    r"xin (?:lui|hoan|doi|phep(?! (?:tra loi|phan hoi))|gia han|y kien|hoi|duoc(?! (?:\S+ ){0,2}thong cam)|chuyen(?! (?:den|toi|cho|qua))|huong dan|cho)",
    r"\?",
)
"""What asks for something, which a note of absence does not."""

NOT_REACHED = (
    r"undeliver|not (?:be )?deliver|(?:un|not )success\w* deliver|non-?deliver",
    r"deliver\w*(?: \S+){0,3}? (?:fail|error|impossible)",
    r"(?:fail\w*|unable|impossible)(?: \S+){0,2}? (?:to )?(?:deliver|send|reach)",
    r"(?:returned|returning) (?:mail|message|to sender|your)|failure (?:notice|notification)|fatal (?:delivery )?error",
    r"(?:failed|failing) (?:address|recipient)|user unknown|mail system error|delivery status notification",
    r"(?:khong|chua)(?: the)?(?: duoc)?(?: (?:gui|chuyen|phat|giao))+(?: thu)?(?: (?:duoc|den|toi|thanh cong))?",
    r"thu(?: \S+){0,3}? (?:gui )?(?:den|toi|cho) \S+ (?:da )?bi chan|trang thai gui thu",
    r"(?:gui|chuyen|phat)(?: thu)? (?:khong thanh cong|that bai|loi|bi loi)|loi (?:gui|chuyen|phat) thu",
    r"(?:bi|duoc|thu) (?:tra (?:lai|ve)|hoan lai|tu choi)|thu tra (?:lai|ve)|khong den (?:duoc|noi)",
    r"bi(?: \S+){1,6}? (?:tra (?:lai|ve)|tu choi)",
)
"""How a mail server says that a letter did not get there."""

NOT_YET = (
    r"(?:will|to) (?:continue|keep|be retried|retry)|delayed|not yet (?:been )?deliver|no action is required",
    r"transient|warning: .{0,40}(?:delay|not)",
    r"(?:se|dang)(?: tiep tuc| thu)+ (?:gui |chuyen )?lai|bi (?:cham|tri hoan)|chua (?:gui|chuyen) duoc",
)
"""How it says that it goes on trying."""

REACHED = (
    r"da (?:duoc )?(?:gui|chuyen|phat|giao|nhan)|thanh cong",
    r"(?:was|were|has been|have been|successfully) (?:\S+ )?(?:delivered|relayed|sent)",
)
"""How it says that it got there, where one of several did not."""

RECIPIENT_LABELS = (
    r"(?:failed |final |original )?(?:address|recipient|recipients)",
    r"(?:rcpt )?to",
    r"(?:dia chi )?(?:nguoi|noi) nhan",
    r"(?:gui |chuyen )?(?:den|toi|cho)",
    r"dia chi(?: thu| email| sau)?",
)
"""What stands before the address of whom a letter did not reach."""

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
