"""What stands before a person's name and is no part of it: degrees, ranks, orders of the church and of monks.

Each has several words, or none that is somebody's name; "Ông", "Bà" and single words are with `without_address`.
"""

from collections.abc import Sequence

_TITLES = """
giao su, pho giao su, giao su tien si, pho giao su tien si, tien si khoa hoc, tien si, tien sy, thac si, thac sy, cu
nhan, ky su, kien truc su, bac si, bac sy, y si, y sy, duoc si, duoc sy, luat su, nha giao, nha giao uu tu, nha giao
nhan dan, thay thuoc uu tu, thay thuoc nhan dan, nghe nhan, nghe nhan uu tu, nghe nhan nhan dan, nghe si, nghe si uu
tu, nghe si nhan dan, anh hung lao dong, anh hung luc luong vu trang, anh hung luc luong vu trang nhan dan, anh hung
llvt, anh hung llvtnd, me viet nam anh hung, ba me viet nam anh hung, bac si chuyen khoa i, bac si chuyen khoa ii, bac
si chuyen khoa 1, bac si chuyen khoa 2, dai tuong, thuong tuong, trung tuong, thieu tuong, dai ta, thuong ta, trung
ta, thieu ta, dai uy, thuong uy, trung uy, thieu uy, thuong si, trung si, ha si, thuong sy, trung sy, ha sy, binh
nhat, binh nhi, thuong ta qncn, trung ta qncn, thieu ta qncn, linh muc, muc su, giam muc, tong giam muc, nu tu, hoa
thuong, thuong toa, dai duc, ni su, ni truong, su co, su thay, dai lao hoa thuong, gia lang, nhan si, hoc gia, cuu
chien binh, thuong binh, benh binh, co giao, thay giao, ahld, ahllvt, ahllvtnd
"""
_KNOWN = frozenset(tuple(title.split()) for title in _TITLES.replace("\n", " ").split(","))
_LONGEST = max(map(len, _KNOWN))
_FEWEST_LEFT = 2
"""Words of a name that has to be left: Trung Sĩ may be somebody's."""


def title_words(words: Sequence[str]) -> int:
    """Return how many words at the beginning are a title, of a name as `searchable` makes it."""
    lengths = range(min(_LONGEST, len(words) - _FEWEST_LEFT), 0, -1)
    return next((length for length in lengths if tuple(word.strip(".:,") for word in words[:length]) in _KNOWN), 0)
