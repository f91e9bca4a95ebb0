"""The plan that most tests build on."""

from __future__ import annotations

EVENT = """\
kind: Hội thảo khoa học
level: Cấp trường
title: Đổi mới phương pháp giảng dạy
organizer: truong-a
plan:
  kind: Kế hoạch
  subject: Tổ chức hội thảo khoa học
  signer: {name: Nguyễn Văn A, offices: [HIỆU TRƯỞNG]}
date: {start: "2021-10-29T08:00"}
banner:
  - {text: TRƯỜNG CHÍNH TRỊ TỈNH A}
  - {text: HỘI THẢO KHOA HỌC, bold: true}
  - {text: “Đổi mới phương pháp giảng dạy”, bold: true, title: true}
topics:
  - {number: "1", title: Cơ sở lý luận của đổi mới phương pháp giảng dạy}
  - number: "2"
    title: Kinh nghiệm ở các trường
    children:
      - {number: "2.a", title: Kinh nghiệm dùng tình huống trong giảng dạy}
      - {number: "2.b", title: "Kinh nghiệm kiểm tra, đánh giá học viên"}
own_topics: true
deadlines: {authors: 2021-10-15, schools: 2021-10-22}
quotas:
  default: {min: 1, max: 2}
  units: [truong-a, truong-b]
volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}
"""
