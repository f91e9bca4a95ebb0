"""Words of two syllables that a line of a title does not part: "cơ / sở" reads as two words."""

from __future__ import annotations

import itertools

_NO_BREAK = "\u00a0"

# Those that titles of papers, topics and seminars of political schools are made of.
_COMPOUNDS = frozenset(
    tuple(word.split())
    for word in """
    an ninh, an toàn, áp dụng, bài giảng, bài học, bài tập, bài viết, ban hành, bảo đảm, bảo vệ, bản sắc, bằng chứng,
    bền vững, biên soạn, biện pháp, bình đẳng, bổ sung, bộ môn, bồi dưỡng, cá nhân, cách mạng, cách thức, cải cách,
    cải tiến, cán bộ, cảnh quan, cấp ủy, căn cứ, cần thiết, chất lượng, chỉ đạo, chỉ thị, chi bộ, chi ủy, chia sẻ,
    chiến lược, chiến sĩ, chính quyền, chính sách, chính trị, chủ động, chủ đề, chủ nghĩa, chủ tịch, chủ trương,
    chủ yếu, chuẩn mực, chuyên đề, chuyên gia, chuyên môn, chuyên nghiệp, chuyển biến, chuyển đổi, chức danh,
    chức năng, chứng chỉ, chương trình, cơ bản, cơ chế, cơ hội, cơ quan, cơ sở, cộng đồng, cộng sản, công chức,
    công dân, công khai, công nghệ, công nghiệp, công tác, công tâm, công trình, công việc, cụ thể, củng cố, cuộc sống,
    danh mục, dân chủ, dân tộc, dân vận, dịch vụ, dư luận, dự án, dự báo, đa dạng, đại biểu, đại đoàn, đại học,
    đại hội, đảm bảo, đảng bộ, đảng ủy, đảng viên, đánh giá, đào tạo, đạo đức, đặc điểm, đặc thù, đất nước, đầu tư,
    đầy đủ, đề án, đề tài, đề xuất, địa bàn, địa phương, điểm mới, điển hình, điều hành, điều kiện, định hướng,
    đoàn kết, đoàn thể, đoàn viên, đô thị, độc lập, đổi mới, đối ngoại, đối tượng, đối thoại, đội ngũ, đồng bào,
    đồng bộ, đồng chí, đơn vị, đường lối, gắn kết, gia đình, giá trị, giải pháp, giải quyết, giám sát, giảng dạy,
    giảng viên, giáo án, giáo dục, giáo trình, giao lưu, giữ gìn, giữ vững, gương mẫu, hàng năm, hành chính,
    hành động, hạn chế, hạ tầng, hiện đại, hiện nay, hiệu lực, hiệu quả, hiệu trưởng, hình thức, hình thành, hoàn thiện,
    hoạt động, hội nghị, hội nhập, hội thảo, hỗ trợ, hợp tác, huy động, hướng dẫn, kế hoạch, kế thừa, kết cấu,
    kết hợp, kết luận, kết quả, khách quan, khảo sát, khoa học, khó khăn, không gian, khuyến khích, kiến nghị,
    kiến thức, kiên định, kiểm soát, kiểm tra, kinh nghiệm, kinh tế, kỷ cương, kỷ luật, kỷ yếu, kỹ năng, kỹ thuật,
    lan tỏa, lãnh đạo, lịch sử, liên kết, liên tục, lĩnh vực, lòng dân, lối sống, luận cứ, luận điểm, lực lượng,
    lý luận, lý thuyết, mạng xã, miền núi, môi trường, mô hình, mục đích, mục tiêu, năng động, năng lực, nâng cao,
    nền nếp, nền tảng, nghị định, nghị quyết, nghề nghiệp, nghiên cứu, nghiệp vụ, nghiêm túc, ngoại ngữ, nguồn lực,
    nguyên nhân, nguyên tắc, nhà nước, nhà trường, nhân cách, nhân dân, nhân lực, nhân tố, nhân văn, nhận diện,
    nhận thức, nhiệm vụ, nhu cầu, nội dung, nông dân, nông nghiệp, nông thôn, ổn định, phẩm chất, phạm vi, pháp luật,
    phát hiện, phát huy, phát triển, phân công, phân tích, phê bình, phòng chống, phong cách, phong trào, phối hợp,
    phù hợp, phục vụ, phương án, phương châm, phương hướng, phương pháp, phương thức, phương tiện, quá trình, quan điểm,
    quan hệ, quản lý, quản trị, quán triệt, quần chúng, quê hương, quốc gia, quốc phòng, quốc tế, quy chế, quy chuẩn,
    quy định, quy hoạch, quy trình, quyền lực, quyết định, rèn luyện, sáng kiến, sáng tạo, sâu sắc, sinh hoạt, so sánh,
    số hóa, sử dụng, sứ mệnh, suy nghĩ, sự nghiệp, tác phong, tác động, tài chính, tài liệu, tài nguyên, tài sản,
    tạo điều, tập huấn, tập thể, tập trung, tầm nhìn, tấm gương, tham gia, tham khảo, tham luận, tham mưu, thanh niên,
    thanh tra, thảo luận, tháo gỡ, thành phố, thành tựu, thành viên, thay đổi, thẩm quyền, thế giới, thế hệ, thể chế,
    thí điểm, thi đua, thiết bị, thiết chế, thiết kế, thiết thực, thông tin, thống nhất, thời gian, thời kỳ, thu hút,
    thúc đẩy, thủ tục, thuận lợi, thư viện, thực hành, thực hiện, thực tập, thực tế, thực tiễn, thực trạng, thường vụ,
    thường xuyên, tiếp cận, tiếp tục, tiêu chí, tiêu chuẩn, tích cực, tiên phong, tiến bộ, tiền phong, tiềm năng,
    tin học, tinh thần, tình hình, tình huống, toàn diện, tọa đàm, tổ chức, tổng kết, tổng hợp, tôn giáo, trách nhiệm,
    trao đổi, trí tuệ, triển khai, triển vọng, truyền thống, truyền thông, trung tâm, trung ương, trung thực,
    trực tiếp, trực tuyến, trực thuộc, trước hết, tư duy, tư liệu, tư tưởng, tự chủ, tự giác, tự học, tự tin,
    tuyên truyền, tuyển chọn, từng bước, ứng dụng, ứng xử, ủy ban, ủy viên, vai trò, vận dụng, vận động, văn bản,
    văn hóa, văn kiện, văn minh, vấn đề, vật chất, vi phạm, vị trí, viên chức, việc làm, vùng miền, xã hội, xác định,
    xây dựng, xử lý, xu hướng, yêu cầu, yêu nước, yếu tố, ý nghĩa, ý thức
    """.replace("\n", " ").split(",")
)


def whole_words(title: str) -> str:
    """Return a title whose words of two syllables are held together by no-break spaces."""
    syllables = title.split(" ")
    made = syllables[:1]
    joined = False
    for first, second in itertools.pairwise(syllables):
        # "cơ sở sử dụng": a syllable that ends one word begins no other.
        joined = not joined and (_bare(first, opening=True), _bare(second)) in _COMPOUNDS
        made.append((_NO_BREAK if joined else " ") + second)
    return "".join(made)


def _bare(syllable: str, *, opening: bool = False) -> str:
    """Return a syllable as it is in the list; marks may come before the first and after the second only."""
    return (syllable.lstrip("“‘(\"'") if opening else syllable.rstrip("”’).,;:!?\"'")).casefold()
