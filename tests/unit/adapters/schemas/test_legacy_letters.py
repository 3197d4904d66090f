"""Vietnamese of former fonts is read where it is certain, and told where it is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.schemas.legacy_letters import DoubtfulLetters, read_letters, readings, text_of_bytes
from emulation_workflow.domain.delegates.counting import name_key
from emulation_workflow.domain.registers.units import searchable

TCVN3 = {
    "NguyÔn V¨n Thµnh": "Nguyễn Văn Thành",
    "Tr\xadëng Ban Thi ®ua - Khen th\xadëng": "Trưởng Ban Thi đua - Khen thưởng",
    "Hå Vò": "Hồ Vũ",
    "§¾k T«": "Đắk Tô",
    "M· ®¬n vÞ": "Mã đơn vị",
    "Th\xad ký": "Thư ký",
    "hép møt tÕt": "hộp mứt tết",
    "NguyÔn ¶nh": "Nguyễn ảnh",
    "12/Q§-UBND": "12/QĐ-UBND",
    "15/NQ-H§ND": "15/NQ-HĐND",
    "H\xadng": "Hưng",
}
VNI = {
    "Nguyeãn Vaên Thaønh": "Nguyễn Văn Thành",
    "Tröôûng Ban Thi ñua - Khen thöôûng": "Trưởng Ban Thi đua - Khen thưởng",
    "Leâ Thò Tuyeát (Phoù Chuû tòch)": "Lê Thị Tuyết (Phó Chủ tịch)",
    "ÑAËNG THÒ": "ĐẶNG THỊ",
    "Traàn Vaên An": "Trần Văn An",
    "Khaùnh": "Khánh",
    "Minh Khaùnh": "Minh Khánh",
    "Quyù": "Quý",
    "Tuyù": "Tuý",
    "Aùnh": "Ánh",
    "12/QÑ-UBND": "12/QĐ-UBND",
}
ALIKE = {
    "Nguyễn Văn \u00d0ức": "Nguyễn Văn Đức",
    "\u0189ức": "Đức",
    "D\u0335ức": "Đức",
    "Nguyễn Văn \u0410": "Nguyễn Văn A",
    "H\u043eàng": "Hoàng",
    "\uff34\uff2d. ủy ban": "TM. ủy ban",
    "12\u2011KH/HU": "12-KH/HU",
    "Phạm\u00a0Văn\u200b An\ufeff": "Phạm Văn An",
    "Tha\u00adnh": "Thanh",
    unicodedata.normalize("NFD", "Nguyễn Thị Hòa"): "Nguyễn Thị Hòa",
}
AS_THEY_ARE = (
    *("Êñuôl", "Y Phôp", "Y Lôt", "Y Hnuă Kđăm", "Kpă Čŏ", "François Müller", "Иванов", "«tốt»", "5µm, m², Mục §5"),
    *("Hoàng Đình", "Lý Thụy", "xã Đăk Hà", "ĐHĐN", "Th.S", "H'Yô"),
    *("Zalo®", "Mục §5-7", "tuỳ", "khoẻ", "loà xoà"),
    *("gió", "Thánh Gióng", "giòn", "Giôn", "giông", "giã", "giáo", "quái", "Quý"),
)
DOUBTFUL = (
    *("Lê ¶nh", "Nguyễn ¶nh", "L\xadu"),
    *("Nguyễn V¨n", "Y BlÑt", "Kon Pl«ng", "Nguyá»…n VÄƒn", "eá"),
    *("Y Ñin", "Ñong", "H'Ñuk", "Ban Thi ñua", "Ñaêk Haø", "Kon Ploâng"),
)


@pytest.mark.parametrize(("typed", "meant"), [*TCVN3.items(), *VNI.items(), *ALIKE.items()])
def test_what_is_certain_is_read(typed: str, meant: str) -> None:
    """Letters of TCVN3, of VNI, and those that only look like Vietnamese ones."""
    assert read_letters(typed).text == meant


@pytest.mark.parametrize("typed", AS_THEY_ARE)
def test_names_of_others_stay_as_they_are(typed: str) -> None:
    """Of the peoples of the highlands, of foreigners, of units; signs that belong into a text."""
    assert read_letters(typed).text == typed


@pytest.mark.parametrize("typed", DOUBTFUL)
def test_what_may_mean_another_is_doubtful(typed: str) -> None:
    """Two alphabets in one text, no Vietnamese syllable, a reading in both fonts, a letter that is also of Ê Đê."""
    with pytest.raises(DoubtfulLetters):
        read_letters(typed)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấắếốớứµ¶·¹¨®Ô ÐñöûïäåëÞ-", max_size=20))
def test_what_was_read_once_is_read_the_same_again(typed: str) -> None:
    """A plan that is written out and sent again says the same."""
    try:
        read = read_letters(typed).text
    except DoubtfulLetters:
        return
    assert read_letters(read).text == read


@pytest.mark.parametrize(("typed", "meant"), [*TCVN3.items(), *VNI.items()])
def test_a_file_in_a_former_encoding_is_read_by_its_words(typed: str, meant: str) -> None:
    """Each word is Vietnamese in one of them alone."""
    assert text_of_bytes(typed.encode("latin-1")) == meant


@pytest.mark.parametrize("text", ["Mã đơn vị;Thư điện tử", "Xã Đăk Long", "Trần Thị Hằng"])
def test_windows_1258_is_read(text: str) -> None:
    """Its marks stand after their letters."""
    apart = "".join(
        sign if len(parts := unicodedata.normalize("NFD", sign)) < 2 or not _has_tone(parts) else _split(parts)
        for sign in text
    )
    assert text_of_bytes(apart.encode("cp1258")) == text


def _has_tone(parts: str) -> bool:
    return parts[-1] in "\u0300\u0301\u0303\u0309\u0323" or parts[1] == "\u0323"


def _split(parts: str) -> str:
    tone = next(sign for sign in parts[1:] if sign in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone


@pytest.mark.parametrize("typed", ["§¾k T«", "Kon Pl«ng", "Kon Ploâng", "Ñaêk Haø", "Thaùi Bình"])
def test_what_is_known_is_found_by_a_former_fonts_letters(typed: str) -> None:
    """Where there is a name to compare with, a reading need be no Vietnamese syllable."""
    named = {searchable(name) for name in ("Đắk Tô", "Kon Plông", "Đăk Hà", "Thái Bình")}
    assert named & {searchable(reading) for reading in readings(typed)}


@pytest.mark.parametrize(("typed", "likeliest"), [("§¾k T«", "Đắk Tô"), ("Ñaêk Haø", "Đăk Hà"), ("Đắk Tô", "Đắk Tô")])
def test_what_is_no_vietnamese_is_looked_for_as_a_fonts_first(typed: str, likeliest: str) -> None:
    """Else its letters without marks would find others before it."""
    assert searchable(readings(typed)[0]) == searchable(likeliest)


def test_one_letter_says_too_little() -> None:
    """E3 is one letter in windows-1258 and another in TCVN3."""
    assert text_of_bytes(b"X\xe3") is None


@pytest.mark.parametrize(("typed", "meant"), ALIKE.items())
def test_searches_and_counts_find_whoever_is_stored_with_a_look_alike(typed: str, meant: str) -> None:
    """What came in before it was read so."""
    assert (searchable(typed), name_key(typed)) == (searchable(meant), name_key(meant))
