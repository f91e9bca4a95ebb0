"""Text in TCVN3, VNI and Vietware becomes Unicode where it is wanted; what is Unicode, foreign or doubtful stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, W, docx, note, paragraph, run, table

from proceedings.word.cleaning.clean import clean, runs, text_of
from proceedings.word.container.package import Package, open_package, pack, w
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.styles import read_styles
from proceedings.word.legacy.convert import settle_letters
from proceedings.word.remark import Remark
from proceedings.word.wording import worded

MANY = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, c¨n cø NghÞ ®Þnh cña ChÝnh phñ"
MANY_READ = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc, căn cứ Nghị định của Chính phủ"


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


TIME, CAPITALS, VNI, TIMES = font(".VnTime"), font(".VnTimeH"), font("VNI-Times"), font("Times New Roman")


def settled(content: bytes, *, convert: bool = True) -> tuple[Package, tuple[Remark, ...]]:
    package = open_package(content, 1_000_000)
    styles = read_styles(package)
    clean(package, styles)
    return package, settle_letters(package, styles, convert=convert)


def read(*blocks: str) -> tuple[list[str], str]:
    """The paragraphs after conversion, and what was reported."""
    package, remarks = settled(docx(*blocks))
    return text_of(package.body).strip("\n").split("\n"), " ".join(map(worded, remarks))


@pytest.mark.parametrize(
    ("name", "raw", "meant"),
    [
        (".VnTime", "§æi míi c«ng t¸c kiÓm tra, Q§-UBND, Ký", "Đổi mới công tác kiểm tra, QĐ-UBND, Ký"),
        (".VnArial", "Tr\u00adêng ChÝnh trÞ", "Trường Chính trị"),
        ("VnTime", "nhµ n\u2212íc, x\u2219 héi, 5 \u2212 3", "nhà nước, xã hội, 5 \u2212 3"),
        (".VnTime", "®\u00adîc 5 × 3, n¨m 1988 ®· qua", "được 5 × 3, năm 1988 đã qua"),
        (".VnTime", "CéNG HOµ X· HéI CHñ NGHÜA, Vµ ng­êi", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA, Và người"),
        (".VnTimeH", "Céng hoµ x· héi", "CỘNG HOÀ XÃ HỘI"),
        (".VnAvantH Bold", "viÖt nam", "VIỆT NAM"),
        ("VNI-Times", "ñöôïc nhöõng Chæ thò, kyù, nghæ, QÑ-UBND", "được những Chỉ thị, ký, nghỉ, QĐ-UBND"),
        ("VNI-Helve", "UÛY BAN NHAÂN DAÂN TÆNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("VNI Times", "chiùnh trò", "chính trị"),
        ("VNbritannic", "CÄÜNG HOAÌ XAÎ HÄÜI NÀM", "CỘNG HOÀ XÃ HỘI NĂM"),
        (".VnTime", "Vieät Nam ñöôøng loái ñoåi môùi", "Việt Nam đường lối đổi mới"),
        ("Times New Roman", "Céng hoµ x· héi chñ nghÜa", "Cộng hoà xã hội chủ nghĩa"),
        ("Arial", "KÕt luËn", "Kết luận"),
        ("Calibri", "Ñoäc laäp Töï do Haïnh phuùc", "Độc lập Tự do Hạnh phúc"),
    ],
)
def test_one_run(name: str, raw: str, meant: str) -> None:
    texts, said = read(paragraph(run(raw, font(name))))
    assert texts == [meant]
    assert f"phông {name}: " in said
    assert "cần đọc lại" in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".VnTime", "L'été à la plage; ça coûte très cher, hélas"),
        ("VNI-Times", "L'été où à la plage; ça coûte très cher, hélas"),
        (".VnTime", "Über die Größe der Städte und für ihre Märkte"),
        (".VnTime", "Señor Muñoz vivía en la mañana con niños"),
        (".VnTime", "cô"),
        ("VNI-Times", "cô"),
    ],
)
def test_foreign_and_doubtful_text_in_a_legacy_font_is_left_and_told(name: str, text: str) -> None:
    texts, said = read(paragraph(run(text, font(name))))
    assert texts == [text]
    assert "để nguyên – cần xem lại: “" in said
    assert "Đã chuyển" not in said
    settled(docx(paragraph(run(text, font(name)))), convert=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".VnTime", "Việt Nam có nói là tôi và tên, cô trình bày"),
        (".VnTimeH", "Việt Nam đổi mới"),
        ("VNI-Times", "Hồ Chí Minh là tên Người"),
        (".VnTime", "plain English words"),
        (".VnTime", "hoa mai, xuân"),
        ("Times New Roman", "L'été à la plage; ça coûte très cher, hélas"),
        ("Times New Roman", "Bán kính 5 µm, x·y × n và 6 µm, §5, «crème», 3÷4"),
        ("Times New Roman", "radius 5 µm, then 6 µm by x·y"),
        ("Times New Roman", "ex\u00adample và Tr\u00adường"),
    ],
)
def test_unicode_stays_in_any_font_and_nothing_is_said(name: str, text: str) -> None:
    assert read(paragraph(run(text, font(name)))) == ([text], "")
    assert settled(docx(paragraph(run(text, font(name)))), convert=False)[1] == ()


def test_a_font_that_is_only_declared_counts_nothing() -> None:
    style = f'<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr>{TIME}</w:rPr></w:style>'
    parts = {"word/styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>'}
    content = docx(paragraph(run("Quyền có nói", TIMES), "Old"), paragraph(run("Có nói", TIMES), "Old"), parts=parts)
    package, remarks = settled(content, convert=False)
    assert (text_of(package.body).strip("\n"), remarks) == ("Quyền có nói\nCó nói", ())
    content = docx(paragraph(run("Céng hoµ"), "Old"), parts=parts)
    assert text_of(settled(content)[0].body).strip("\n") == "Cộng hoà"


def test_letters_and_words_across_runs() -> None:
    texts, _ = read(
        paragraph(run("Coä", VNI) + run("ng ho", VNI) + run("a", VNI, "b") + run("ø xa", VNI) + run("õ hoä", VNI, "i")),
        paragraph(run("C", TIMES) + run("é", TIME, "b") + run("ng hoµ", TIME)),
        paragraph(
            f'<w:r><w:rPr>{TIME}</w:rPr><w:t>Tr</w:t><w:softHyphen/><w:t xml:space="preserve">êng n</w:t></w:r>'
        ).replace("</w:p>", f"<w:r><w:rPr>{TIME}<w:b/></w:rPr><w:softHyphen/></w:r>{run('íc', TIME)}</w:p>"),
        paragraph(f'<w:r><w:rPr>{TIME}</w:rPr><w:t>C</w:t><w:sym w:font=".VnTime" w:char="F0E9"/><w:t>ng</w:t></w:r>'),
        paragraph(run("".join(chr(0xF000 + ord(char)) for char in "Céng") + " hoµ", TIME)),
    )
    assert texts == ["Cộng hoà xã hộ", "Cộng hoà", "Trường nước", "Cộng", "Cộng hoà"]


def test_formatting_stays_but_the_font_is_no_longer_legacy() -> None:
    theme = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:asciiTheme="minorHAnsi"/>'
    package, _ = settled(docx(paragraph(run("Céng ", TIME, "b", "caps") + run("hoµ", theme, "i") + run(" an", TIME))))
    first, second, third = runs(next(package.body.iter(w("p"))))
    styles = read_styles(package)
    block = next(package.body.iter(w("p")))
    assert [styles.font(one, block, "hAnsi") for one in (first, second, third)] == ["Times New Roman"] * 2 + [".VnTime"]
    assert all(first.find(f"{w('rPr')}/{w(tag)}") is not None for tag in ("b", "caps"))
    assert second.find(f"{w('rPr')}/{w('i')}") is not None
    assert text_of(block) == "Cộng hoà an"


def test_mixed_document() -> None:
    texts, said = read(
        paragraph(run(MANY, TIME)),
        paragraph("Đoạn này đã là Unicode, có nói, là tôi."),
        paragraph(run("Đoạn Unicode trong phông cũ, có nói là cô", TIME)),
        paragraph(run("The World Bank, c«ng bè n¨m 2020", TIME)),
        paragraph(run("C«ng tr×nh viÕt “L'été à la plage” ®· c«ng bè", TIME)),
        paragraph(run("Quy ñònh naøy coù hieäu löïc", VNI)),
        paragraph(run("Nước ta là ", TIMES) + run("céng hoµ x· héi", TIME) + run(" chủ nghĩa", TIMES)),
        paragraph(run("Nước Việt Nam là Céng hoµ x· héi chñ nghÜa và đổi mới", TIMES)),
        paragraph(run("muc luc", CAPITALS)),
        paragraph(run("cô", TIME)),
        paragraph(run("cô", TIMES)),
        paragraph(run("Môc 1", TIMES)),
        paragraph(run("café", TIME)),
    )
    assert texts == [
        MANY_READ,
        "Đoạn này đã là Unicode, có nói, là tôi.",
        "Đoạn Unicode trong phông cũ, có nói là cô",
        "The World Bank, công bố năm 2020",
        "Công trình viết “L'été à la plage” đã công bố",
        "Quy định này có hiệu lực",
        "Nước ta là cộng hoà xã hội chủ nghĩa",
        "Nước Việt Nam là Cộng hoà xã hội chủ nghĩa và đổi mới",
        "MUC LUC",
        "cô",
        "cô",
        "Môc 1",
        "café",
    ]
    assert "TCVN3, phông .VnTime: “" in said
    assert "VNI, phông VNI-Times: “Quy ñònh naøy coù hieäu löïc” → “Quy định này có hiệu lực”" in said
    left = said[said.index("để nguyên") :]
    assert all(f"“{word}” (TCVN3, phông .VnTime thì đọc là" in left for word in ("été", "café", "cô"))
    assert "“Môc” (TCVN3, phông Times New Roman thì đọc là “Mục”)" in left


def test_doubtful_words_in_a_legacy_font_go_with_their_document() -> None:
    texts, said = read(
        paragraph(run(MANY, TIME)),
        table(("cô", "Số")).replace(run("cô"), run("cô", TIME)),
        paragraph(run("mét hép", CAPITALS)),
    )
    assert texts == [MANY_READ, "cụ", "Số", "MỘT HỘP"]
    assert "để nguyên" not in said


def test_unicode_cells_in_a_legacy_font_follow_their_document() -> None:
    texts, said = read(*(paragraph(run(text, TIME)) for text in ("Việt Nam", "Đổi mới", "có", "nói cô")))
    assert (texts, said) == (["Việt Nam", "Đổi mới", "có", "nói cô"], "")


def test_notes_headings_links_and_text_boxes() -> None:
    box = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        f"{paragraph(run('trong quyÓn s¸ch', TIME))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    footnote = f'<w:footnote w:id="1">{paragraph(run("ghi chó cña §¶ng", TIME))}</w:footnote>'
    package, _ = settled(
        docx(
            paragraph(run("1. Thùc tr¹ng", TIME), "heading1"),
            paragraph(run("C«ng t¸c", TIME) + note(1)),
            paragraph(run("h­íng dÉn", TIME) + box),
            paragraph(f'<w:hyperlink w:anchor="a">{run("liªn kÕt", TIME)}</w:hyperlink>'),
            parts={"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnote}</w:footnotes>'},
        )
    )
    assert text_of(package.body).split() == "1. Thực trạng Công tác hướng dẫn trong quyển sách liên kết".split()
    assert text_of(package.trees["word/footnotes.xml"]).strip() == "ghi chú của Đảng"


def test_refusal_shows_both_readings_and_the_way_on() -> None:
    content = docx(
        paragraph("Trang đầu."),
        paragraph(run("Tr\u00adêng Céng hoµ", TIME)),
        paragraph(run("Coäng hoøa", VNI)),
    )
    with pytest.raises(RefusedError) as refused:
        settled(content, convert=False)
    assert refused.value.code == ""
    assert (
        "TCVN3, phông .VnTime: 4 chữ cái ở 1 chỗ (run), “Tr-êng Céng hoµ” → “Trường Cộng hoà”" in refused.value.message
    )
    assert "VNI, phông VNI-Times: 2 chữ cái ở 1 chỗ (run), “Coäng hoøa” → “Cộng hòa”" in refused.value.message
    assert "--convert-legacy" in refused.value.hint


def test_loose_marks_are_composed_across_runs_and_counted() -> None:
    loose = "Tie\u0302\u0301ng Vie\u0323\u0302t, biê\u0301t"
    package, remarks = settled(docx(paragraph(run(loose) + run(" quye\u0302") + run("\u0300n, x\u0304 = 2", "b"))))
    assert text_of(package.body).strip("\n") == "Tiếng Việt, biết quyền, x\u0304 = 2"
    assert tuple(map(worded, remarks)) == ("Đã ghép 4 chữ cái có dấu viết rời (Unicode tổ hợp) thành chữ dựng sẵn.",)


def test_a_composed_paper_is_the_same_byte_for_byte() -> None:
    content = docx(paragraph("Nghị quyết số 1, ex\u00adample, Å Ω ﬁ"), table(("Năm", "Số")), notes=("Ghi chú.",))
    package = open_package(content, 1_000_000)
    styles = read_styles(package)
    clean(package, styles)
    before = pack(dict(package.trees))
    assert settle_letters(package, styles, convert=True) == ()
    assert pack(dict(package.trees)) == before


def test_command_shows_first_and_converts_when_told(
    root: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    content = docx(
        paragraph(run("§æi míi c«ng t¸c kiÓm tra", TIME), "Title"),
        paragraph(run("ThS. NguyÔn V¨n A", TIME)),
        paragraph(run("Néi dung bµi viÕt cña tr\u00adêng.", TIME)),
    )
    assert command(content, "--slug", "bai") == 2
    assert "“§æi míi c«ng t¸c kiÓm tra” → “Đổi mới công tác kiểm tra”" in capsys.readouterr().err
    assert not list((root / "papers" / EVENT).glob("*.md"))
    command(content, "--slug", "bai", "--convert-legacy")
    paper = (root / "papers" / EVENT / "bai.md").read_text(encoding="utf-8")
    assert "title: Đổi mới công tác kiểm tra\n" in paper
    assert "Nguyễn Văn A" in paper
    assert "Nội dung bài viết của trường." in paper
    assert "Đã chuyển sang Unicode" in capsys.readouterr().out


def test_capitals_that_the_old_letters_do_not_have_are_raised_and_told() -> None:
    texts, said = read(
        paragraph(run("NguyÔn ThÞ Ngäc ¸nh", TIME)),
        paragraph(run("2. ë §¶ng bé huyÖn", TIME)),
        paragraph(run("ñy ban nh©n d©n x· häp.", TIME)),
    )
    assert texts == ["Nguyễn Thị Ngọc Ánh", "2. Ở Đảng bộ huyện", "Ủy ban nhân dân xã họp."]
    assert "đã viết hoa chữ đầu ở: “Nguyễn Thị Ngọc Ánh”, “2. Ở Đảng bộ huyện”, “Ủy ban nhân dân xã họp.”" in said


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("§ång chÝ NguyÔn ThÞ Lan ë ViÖt Nam", "Đồng chí Nguyễn Thị Lan ở Việt Nam"),
        ("Theo NguyÔn V¨n Nam \u00adíc tÝnh, ®· ®ñ", "Theo Nguyễn Văn Nam ước tính, đã đủ"),
        ("®¶ng bé huyÖn ®· häp", "đảng bộ huyện đã họp"),
        ("20 ñy viªn cña §¶ng bé", "20 ủy viên của Đảng bộ"),
    ],
)
def test_small_letters_that_may_be_meant_stay(raw: str, meant: str) -> None:
    texts, said = read(paragraph(run(raw, TIME)))
    assert texts == [meant]
    assert "viết hoa" not in said


def test_a_paragraph_that_goes_on_stays_small() -> None:
    texts, _ = read(paragraph(run("C¸c x· ®· häp:", TIME)), paragraph(run("ë huyÖn miÒn nói;", TIME)))
    assert texts == ["Các xã đã họp:", "ở huyện miền núi;"]


def test_author_whose_name_has_a_raised_letter(root: Path, command: Callable[..., int]) -> None:
    title, author = (
        paragraph(run("N©ng cao chÊt l\u00adîng", TIME), "Title"),
        paragraph(run("NguyÔn ThÞ Ngäc ¸nh", TIME)),
    )
    content = docx(title, author, paragraph(run("Néi dung cña bµi.", TIME)))
    assert command(content, "--slug", "bai", "--convert-legacy") == 0
    assert "- {name: Nguyễn Thị Ngọc Ánh, " in (root / "papers" / EVENT / "bai.md").read_text(encoding="utf-8")
