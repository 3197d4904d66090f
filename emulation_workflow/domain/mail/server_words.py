"""What mail servers say in words, of the mailboxes they know and of whoever writes to them.

Each sentence is about somebody (`WHO`) and denies something of them; so it is read, not compared with a list of
sentences. It is read as `searchable` makes it: small letters, no marks, in English and Vietnamese.
"""

import re

_OF_US = r"(?<!sender )(?<!ip )(?<!host )(?<!client )(?<!your )"
_WHO = (
    rf"{_OF_US}\b(?:users?|mail ?box(?:es)?|recipients?|rcpt|accounts?|alias|e-?mail(?: address)?|address(?:es)?|"
    r"nguoi (?:dung|nhan)|tai khoan|hop thu|dia chi|ten mien)\b"
)
_NOT = r"(?:is |was |are |were |do |does |could |can |has )?(?:not|n.t|no longer|never)"
_IN_A_SENTENCE = r".{0,60}?"

ALLOWANCE = re.compile(
    r"(?:daily|hourly|sending|outgoing|per hour|per day|24.?hours?).{0,40}(?:quota|limit)|rate.?limit|"
    r"(?:messages?|mails?|e-?mails?|recipients?) (?:count |rate )?(?:quota|limit) (?:exceeded|reached)|"
    r"max(?:imum)?(?: number of)? (?:e-?mails?|messages?|recipients?) (?:per|allowed|in)\b|"
    r"too many (?:messages|mails)|outboundspam|"
    r"han muc gui|gioi han (?:so (?:luong )?thu )?gui|gui qua (?:so luong|gioi han|nhieu thu)|"
    r"(?:vuot|qua)(?: qua)?(?: gioi han)? so (?:luong )?(?:thu|email|nguoi nhan) (?:trong|moi|cho phep|mot|gui)"
)
RELAY = re.compile(
    r"relay(?! recipient table)|not authenticated|authenticat\w* (?:is )?required|needs? auth|must (?:log ?in|auth)|"
    r"rcpthosts|"
    r"chua (?:duoc )?(?:xac thuc|dang nhap)|(?:can|phai|yeu cau|vui long|hay) (?:xac thuc|dang nhap)"
)
PATIENCE = re.compile(r"gr[ea]y.?list|try again later|too many (?:recipients|connections)")
RULES = re.compile(
    r"spam|polic|(?:black|block|deny).?list|blocked|banned|reputation|\bspf\b|\bdkim\b|\bdmarc\b|denied|"
    r"thu rac|(?:bi|da) chan|danh sach den|chinh sach|from (?:strangers|unknown senders?)"
)
SENDER_NAMED = re.compile(r"\bsender\b|\bfrom\b|not owned by|nguoi gui")

OF_SENDER = re.compile(
    r"\b(?:invalid|unknown|unrout\w*|bad|null|fake|forged|no such|empty|verify) sender\b|"
    r"\b(?:sender|return.?path|envelope.from|mail from|nguoi gui)(?:'s)?\b(?:[ :]+\S+){0,4}?[ :]+"
    r"(?:reject\w*|den(?:y|ied)|invalid|unknown|not|does\w*|fail\w*|block\w*|blacklist\w*|unverif\w*|over|"
    r"tu choi|khong|bi|sai|chua)\b|"
    r"\byour (?:e-?mail )?(?:account|mailbox|user|address|domain)\b|\btai khoan gui\b.{0,20}\b(?:bi|khong|chua|het)\b|"
    r"\boutgoing (?:mails?|messages?|e-?mails?)\b.{0,30}(?:suspen|block|disabled)"
)
"""About the address or the account that we write with."""

SEND_AS = re.compile(
    r"send ?as ?denied|not allowed to send as|permissions? to send (?:as|on behalf)|send as this sender|"
    r"not owned by (?:user|auth)|dia chi gui\b.{0,20}\bkhong\b|send mail as|gui thu bang dia chi"
)
"""The account we log in with may not use the sender's address."""

OF_OTHERS = re.compile(
    r"dia chi ip\b|\bptr\b|\b(?:helo|ehlo)\b|from (?:strangers|unknown senders?)|tai khoan gui\b|"
    r"being migrated|at the moment"
)
"""About the machine that sends, the account that writes, strangers, or a passing state: not that nobody is there."""

NOBODY = re.compile(
    r"\b(?:no such|unknown|invalid|non-?existent|un(?:route?able|deliverable)|bad|wrong|"
    rf"not? (?:an? )?(?:valid|known|local)) (?:{_WHO}|local|domain|person|host|destination)|"
    rf"{_WHO}{_IN_A_SENTENCE}(?:unknown|invalid|mis-?spel|{_NOT}"
    r"(?: be| a| an| our)?(?:$|\W+)(?:found|known|exist|regist|listed|recogni|valid|present|local|here|"
    r"accept\w* mail|in use|on (?:this|the) server|customer))|"
    rf"{_WHO}{_IN_A_SENTENCE}(?:no longer|do(?:es)?(?:n.?t| not) exist|"
    r"(?:does|has|have)(?:n.?t| not)? (?:no|have an?) .{0,40}?account)|"
    rf"{_WHO}{_IN_A_SENTENCE}(?:has been|have been|was|were|is|are) (?:deleted|removed|closed|terminated)|"
    r"\buser (?:has )?moved|\brecipient (?:address )?verification failed|\bmailbox name not allowed(?!.*authent)|"
    r"\b(?:domain|host) (?:does not|never) accepts? (?:any )?mail|\bnull ?mx\b|"
    r"\bno (?:mailbox|account|one|person|valid recipient)|\bdon.?t exists? that user|"
    r"\bnot (?:an? |our )?(?:user|customer)\b|unrouteable address|"
    r"non-?existent (?:hosts?|domain)|(?:host or )?domain name not found|domain(?: \S+)? does(?:n.?t| not) exist|"
    r"\b(?:was|is|could)(?: not|n.t)(?: be)? found (?:at|in|on)\b|"
    rf"{_WHO}{_IN_A_SENTENCE}(?:khong (?:con )?(?:ton tai|hop le|dung\b|tim thay|co (?:that|thuc|tren|trong))|"
    r"(?:da )?bi (?:xoa|huy)|sai\b)|\bsai (?:dia chi|ten nguoi nhan)|"
    r"khong duoc tim thay (?:tai|tren|trong)|"
    rf"khong (?:the )?(?:ton tai|tim thay|thay|co)(?: \S+){{0,2}}? (?:{_WHO}|mien\b)"
)
"""There is no such person, mailbox or domain."""
ONLINE = re.compile(r"recipient address rejected: access denied")
"""How Exchange Online says, under a code of the way, that nobody has this address."""
ADDRESS_REJECTED = re.compile(rf"(?:^|[\d\s#.:>]){_OF_US}address rejected\W*(?:\S+@\S+)?\W*$")
"""Without any reason."""

FULL = re.compile(
    r"(?:mailbox|storage|quota|inbox|disk|account|mailfolder|maildir|space).{0,40}"
    r"(?:full|exceed|\bover\b|used up|reached)|"
    r"over.{0,20}quota|full (?:mailbox|inbox)|exceed\w*(?: \S+){0,3}? (?:quota|storage|disk|space)|"
    r"(?:not (?:have )?enough|out of|insufficient|no)(?: \S+)? (?:space|storage)|quota (?:full|violation)|"
    r"hop thu.{0,40}(?:\bday\b|vuot|het |qua (?:tai|dung luong|han muc))|"
    r"(?:het|vuot|khong (?:con|du))(?: \S+){0,4}? (?:dung luong|han muc|quota|bo nho)"
)
SIZE = re.compile(r"\bsize\b|too (?:big|large|long)|\blength\b")
TOO_LARGE = re.compile(
    r"\b(?:message|mail|letter)\b(?: (?:file|is|was))* ?(?:size )?"
    r"(?:exceed\w*|too (?:big|large)|(?:larger|bigger) than)|"
    r"exceed\w*(?: \S+){0,3}? (?:message|mail) size|"
    r"(?:dung luong|kich thuoc)(?: cua)? (?:thu|email|tep)\b.{0,40}(?:vuot|lon|qua)|"
    r"\bthu(?: nay| cua \S+){0,2} (?:qua lon|vuot)"
)
NO_WAY = re.compile(
    r"connect\w*(?: \S+){0,3}? (?:refused|timed? out|reset|fail\w*)|(?:could|can)(?: ?not|n.t) connect|"
    r"(?:no|not) (?:respon|answer)\w*|temporary (?:lookup )?failure|"
    r"khong (?:the )?(?:ket noi|phan hoi)|(?:qua|het) (?:thoi gian|so lan) (?:cho|thu)|su co tam thoi"
)
"""The servers on the way were not reached."""
CLOSED = re.compile(
    rf"{_WHO}{_IN_A_SENTENCE}(?:disabled|suspended|inactive|not (?:yet )?activ\w*|deactivated|"
    r"locked|frozen|discontinued|expired|"
    r"unavailable|not (?:currently )?(?:accept\w*|available)|"
    r"(?:bi|da|tam|dang) (?:khoa|tam|ngung|vo hieu|dinh chi|dung)|ngung (?:hoat dong|su dung)|het han|"
    r"chua (?:duoc )?kich hoat|"
    r"khong (?:con )?(?:duoc )?(?:hoat dong|su dung|kha dung|nhan))|"
    rf"\b(?:inactive|disabled|suspended|unavailable|deactivated|locked) (?:mail )?{_WHO}"
)
"""The mailbox is known, and takes nothing for a while."""
