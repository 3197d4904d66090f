"""What is wrong and what to do about it, by code. Each module's codes stand under its own heading."""

PROBLEMS: dict[str, str] = {
    # Units and the plan (domain/checks, office/desk).
    "unit_not_bound": (
        "“{unit}” không thuộc cấp nào mà kế hoạch quy định; đề nghị kiểm tra lại mã đơn vị hoặc cấp của đơn vị trong "
        "danh sách."
    ),
}
