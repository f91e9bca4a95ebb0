"""Fonts, sizes and spaces as they take effect: each level of Word's styles against those around it."""

from __future__ import annotations

import pytest
from word.docx_builders import W, docx, paragraph, run, table

from proceedings.model.word_measurements import DEFAULTS, Level, NotMeasured, Source, Traces, Use, WordMeasurements
from proceedings.word.formatting.measure import measure

TEXT = "Các đồng chí giảng viên trao đổi kinh nghiệm giảng dạy ở nhà trường."
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{_A}"><a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Cambria"/>'
    '<a:ea typeface=""/><a:font script="Hans" typeface="SimHei"/></a:majorFont><a:minorFont>'
    '<a:latin typeface="Calibri"/><a:cs typeface="Arial"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def style(kind: str, name: str, properties: str, based: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{base}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def styled(*blocks: str, defaults: str = "", styles: str = "", settings: str = "", **parts: str) -> WordMeasurements:
    """Measure a document of blocks; `parts` are further parts by the stems of their names."""
    found = measure(
        docx(
            *blocks,
            parts={
                "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr>'
                f"</w:rPrDefault></w:docDefaults>{styles}</w:styles>",
                "word/theme/theme1.xml": THEME,
                "word/settings.xml": f'<w:settings xmlns:w="{W}">{settings}</w:settings>',
                **{f"word/{stem}.xml": text for stem, text in parts.items()},
            },
        ),
        10_000_000,
    )
    assert isinstance(found, WordMeasurements)
    return found


def shares(manuscript: WordMeasurements) -> dict[str, int]:
    found: dict[str, int] = {}
    for use in manuscript.fonts:
        found[use.value] = found.get(use.value, 0) + use.letters
    return found


def only(manuscript: WordMeasurements) -> Use:
    assert len(manuscript.fonts) == 1, manuscript.fonts
    return manuscript.fonts[0]


def test_without_any_font_word_shows_times_new_roman_in_size_ten() -> None:
    manuscript = styled(paragraph(TEXT))
    assert (only(manuscript).value, only(manuscript).source) == ("Times New Roman", DEFAULTS)
    assert [use.value for use in manuscript.sizes] == ["10"]


def test_defaults_table_paragraph_character_and_direct_formatting_win_in_this_order() -> None:
    every = (
        style("table", "Lưới", fonts("Bảng")) + style("paragraph", "Đoạn", fonts("Đoạn")),
        style("character", "Chữ", fonts("Chữ")),
    )
    in_style = '<w:rStyle w:val="Chữ"/>'
    cell = "<w:tbl><w:tblPr><w:tblStyle w:val='Lưới'/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    expected = {
        "Gốc": paragraph(TEXT),
        "Bảng": cell.format(paragraph(TEXT)),
        "Đoạn": cell.format(paragraph(TEXT, "Đoạn")),
        "Chữ": cell.format(paragraph(run(TEXT, in_style), "Đoạn")),
        "Thẳng": cell.format(paragraph(run(TEXT, in_style, fonts("Thẳng")), "Đoạn")),
    }
    for name, block in expected.items():
        assert only(styled(block, defaults=fonts("Gốc"), styles="".join(every))).value == name


def test_the_style_at_fault_is_named_even_where_it_is_inherited() -> None:
    styles = style("paragraph", "Body Text Indent 2", fonts(".VnTime")) + style(
        "paragraph", "Con", "", "Body Text Indent 2"
    )
    assert only(styled(paragraph(TEXT, "Con"), styles=styles)).source == Source(Level.STYLE, "Body Text Indent 2")


def test_at_one_level_the_theme_beats_the_name_and_a_nearer_name_beats_the_theme() -> None:
    both = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    themed = styled(paragraph(run(TEXT, both)))
    assert (only(themed).value, only(themed).source) == ("Calibri", Source(Level.LETTERS, themed=True))
    styles = style("paragraph", "Đoạn", both)
    assert only(styled(paragraph(run(TEXT, fonts("Arial")), "Đoạn"), styles=styles)).value == "Arial"


def test_an_open_theme_font_is_chosen_by_the_language_of_the_document() -> None:
    east = '<w:rFonts w:eastAsiaTheme="majorEastAsia"/>'
    settings = '<w:themeFontLang w:val="vi-VN" w:eastAsia="zh-CN"/>'
    assert shares(styled(paragraph(run("漢字", east)), settings=settings)) == {"SimHei": 2}


def test_each_letter_has_the_font_of_its_slot() -> None:
    four = '<w:rFonts w:ascii="A" w:hAnsi="H" w:eastAsia="E" w:cs="C"/>'
    assert shares(styled(paragraph(run("abế漢", four)))) == {"A": 2, "H": 1, "E": 1}
    assert shares(styled(paragraph(run("abế漢", four, "rtl")))) == {"C": 4}
    assert shares(styled(paragraph(run("abế漢", four, "cs")))) == {"C": 4}
    hinted = four.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"')
    assert shares(styled(paragraph(run("a“ế”", hinted)))) == {"A": 1, "E": 2, "H": 1}
    chinese = '<w:lang w:eastAsia="zh-CN"/>'
    assert shares(styled(paragraph(run("a“ế”", hinted, chinese)))) == {"A": 1, "E": 3}


def test_letters_of_another_script_have_their_own_size() -> None:
    sizes = '<w:sz w:val="28"/><w:szCs w:val="22"/>'
    assert [use.value for use in styled(paragraph(run(TEXT, sizes))).sizes] == ["14"]
    assert [use.value for use in styled(paragraph(run(TEXT, sizes, "rtl"))).sizes] == ["11"]


def test_a_missing_style_is_the_default_one_and_one_of_another_kind_is_no_style() -> None:
    styles = style("paragraph", "Normal", fonts("Arial"), more=' w:default="1"') + style("character", "Chữ", fonts("C"))
    assert only(styled(paragraph(TEXT, "không có"), styles=styles)).value == "Arial"
    assert only(styled(paragraph(TEXT, "Chữ"), styles=styles)).value == "Arial"


def test_default_character_and_table_styles_count() -> None:
    character = style("character", "Mặc định", fonts("C"), more=' w:default="1"')
    assert only(styled(paragraph(TEXT), styles=character)).value == "C"
    grid = style("table", "Bảng thường", fonts("T"), more=' w:default="1"')
    assert only(styled(table((TEXT,)), styles=grid)).value == "T"
    assert only(styled(paragraph(TEXT), styles=grid)).value == "Times New Roman"


def test_regions_of_a_table_style_reach_their_cells_only() -> None:
    regions = {"firstRow": "R", "firstCol": "C", "nwCell": "NW", "band2Horz": "B2"}
    inner = "".join(
        f'<w:tblStylePr w:type="{name}"><w:rPr>{fonts(font)}</w:rPr></w:tblStylePr>' for name, font in regions.items()
    )
    styles = style("table", "Lưới", fonts("T")).replace("</w:style>", f"{inner}</w:style>")
    look = '<w:tblLook w:val="00A0"/>'  # first row and first column, rows in bands
    rows = table(("aaaaa", "bbbb"), ("ccc", "dd"), ("eeeeeeee", "ffffff"))
    shown = rows.replace("<w:tbl>", f'<w:tbl><w:tblPr><w:tblStyle w:val="Lưới"/>{look}</w:tblPr>')
    assert shares(styled(shown, styles=styles)) == {"NW": 5, "R": 4, "C": 11, "T": 2, "B2": 6}
    plain = shown.replace(look, '<w:tblLook w:val="00A0" w:firstRow="0" w:firstColumn="0" w:noHBand="1"/>')
    assert shares(styled(plain, styles=styles)) == {"T": 28}


def test_a_text_box_in_a_table_is_no_part_of_the_table() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('trong hộp')}</w:txbxContent></w:pict></w:r>"
    styles = style("table", "Lưới", fonts("T"))
    block = table(("ngoài",)).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Lưới"/></w:tblPr>')
    found = shares(styled(block.replace("</w:p>", f"{box}</w:p>", 1), styles=styles))
    assert found == {"T": 5, "Times New Roman": 8}


def test_what_is_shown_is_read_and_what_is_not_is_left_out() -> None:
    shown = [
        f"<w:ins>{run('thêm', fonts('I'))}</w:ins>",
        f"<w:hyperlink>{run('liên', fonts('L'))}</w:hyperlink>",
        f"<w:sdt><w:sdtContent>{run('ô', fonts('S'))}</w:sdtContent></w:sdt>",
    ]
    gone = [
        f"<w:del>{run('xóa', fonts('D'), tag='delText')}</w:del>",
        f"<w:moveFrom>{run('chuyển', fonts('M'))}</w:moveFrom>",
        run("ẩn", fonts("V"), "vanish"),
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice/><mc:Fallback>{run('lùi', fonts('F'))}</mc:Fallback></mc:AlternateContent>",
    ]
    manuscript = styled(paragraph("".join([*shown, *gone])))
    assert shares(manuscript) == {"I": 4, "L": 4, "S": 1}
    assert (manuscript.traces.inserted, manuscript.traces.deleted, manuscript.traces.hidden) == (1, 2, 2)


@pytest.mark.parametrize(
    ("name", "read"), [(".VnTime", "Trường Chính trị tỉnh"), (".VnTimeH", "TRƯỜNG CHÍNH TRỊ TỈNH")]
)
def test_legacy_text_is_told_as_its_font_shows_it(name: str, read: str) -> None:
    raw = "Tr\u00adêng ChÝnh trÞ tØnh"
    (found,) = styled(paragraph(run(raw, fonts(name)))).legacy
    assert (found.encoding, found.font, found.example, found.meant) == ("TCVN3", name, raw, read)


def test_notes_are_read() -> None:
    found = measure(docx(paragraph("thân"), notes=("chú thích",)), 1000)
    assert isinstance(found, WordMeasurements)
    assert found.letters == len("thân" + "chúthích")


def test_hidden_in_a_hidden_style_is_shown_again_as_in_word() -> None:
    styles = style("paragraph", "P", "<w:vanish/>") + style("character", "C", "<w:vanish/>")
    assert styled(paragraph(TEXT, "P"), styles=styles).letters == 0
    assert styled(paragraph(run(TEXT, '<w:rStyle w:val="C"/>'), "P"), styles=styles).letters > 0
    assert styled(paragraph(run(TEXT, '<w:vanish w:val="0"/>'), "P"), styles=styles).letters > 0


def test_spacing_of_a_table_style_gives_way_to_the_paragraph_and_beats_the_defaults() -> None:
    grid = style("table", "Lưới", "").replace("<w:rPr>", '<w:pPr><w:spacing w:line="240"/></w:pPr><w:rPr>')
    styles = f'{grid}<w:style w:type="paragraph" w:styleId="P"><w:pPr><w:spacing w:line="360"/></w:pPr></w:style>'
    block = table((TEXT,)).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Lưới"/></w:tblPr>')
    assert [use.value for use in styled(block, styles=styles).spacings] == ["1.00"]
    cell = block.replace("<w:pPr>", '<w:pPr><w:pStyle w:val="P"/>')
    assert [use.value for use in styled(cell, styles=styles).spacings] == ["1.50"]
    fixed = paragraph(TEXT, more='<w:spacing w:line="360" w:lineRule="exact"/>')
    assert [use.value for use in styled(fixed).spacings] == ["18 pt"]


def test_gaps_and_indents_are_those_of_long_paragraphs() -> None:
    more = '<w:spacing w:before="120" w:after="60"/><w:ind w:firstLine="567"/>'
    manuscript = styled(paragraph(TEXT * 3, more=more), paragraph("Ngắn"))
    assert [use.value for use in manuscript.gaps] == ["6"]
    assert [use.value for use in manuscript.indents] == ["10"]
    close = styled(paragraph(TEXT * 3, more=f"{more}<w:contextualSpacing/>"))
    assert [use.value for use in close.gaps] == ["0"]


def test_squeezed_letters_are_counted_with_what_squeezes_them() -> None:
    manuscript = styled(
        paragraph(run("nén", '<w:spacing w:val="-10"/>') + run("giãn", '<w:w w:val="90"/>') + run("thường"))
    )
    assert manuscript.squeezed is not None
    assert (manuscript.squeezed.letters, manuscript.squeezed.source) == (7, Source(Level.LETTERS))


def test_automatic_numbers_have_a_font_of_their_own_and_bullets_none() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr>{fonts("Số")}</w:rPr></w:lvl>'
        f'<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    blocks = [
        paragraph("mục", more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
        for level in (0, 0, 1)
    ]
    found = styled(*blocks, numbering=numbering).numbers
    assert [(use.value, use.letters) for use in found] == [("Số", 2)]
    assert found[0].source == Source(Level.LIST)


SECTION = "<w:sectPr><w:pgSz {}/><w:pgMar {}/></w:sectPr>"
A4 = 'w:w="11906" w:h="16838"'
MARGINS = 'w:top="1134" w:right="1134" w:bottom="1134" w:left="1417" w:gutter="284"'


def test_each_section_has_its_paper_and_margins_with_the_gutter() -> None:
    turned = SECTION.format('w:w="16838" w:h="11906" w:orient="landscape"', MARGINS)
    blocks = (paragraph("Bảng rộng", more=turned), paragraph(TEXT), SECTION.format(A4, MARGINS))
    wide, main = styled(*blocks, settings="<w:mirrorMargins/>").sections
    assert (wide.landscape, main.landscape, main.mirrored) == (True, False, True)
    assert main.page_mm == (210.0, 297.0)
    assert main.margins_mm == (20.0, 20.0, 20.0, 30.0)
    assert (wide.example, main.letters) == ("Bảng rộng", len("".join(TEXT.split())))
    top = styled(*blocks, settings="<w:gutterAtTop/>").sections[1]
    assert top.margins_mm == (25.0, 20.0, 20.0, 25.0)


def test_traces_of_people_and_programs_are_told() -> None:
    core = '<c xmlns:d="d"><d:creator>Nguyễn Văn A</d:creator><d:lastModifiedBy>Trần Thị B</d:lastModifiedBy></c>'
    app = '<p xmlns="p"><Company>Cơ quan X</Company><Pages>7</Pages></p>'
    custom = '<q xmlns="q"><property name="KSOVersion"><i>1</i></property><property name="Sở"><i>Y</i></property></q>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Lê Văn C"/></w:comments>'
    found = measure(
        docx(
            paragraph(f'<w:ins w:author="Đỗ Thị D">{run("thêm hai")}</w:ins>'),
            parts={
                "docProps/core.xml": core,
                "docProps/app.xml": app,
                "docProps/custom.xml": custom,
                "word/comments.xml": comments,
                "word/vbaProject.bin": b"x",
            },
        ),
        1000,
    )
    assert isinstance(found, WordMeasurements)
    assert found.pages == 7
    assert found.traces == Traces(
        inserted=2,
        comments=1,
        people=("Đỗ Thị D", "Lê Văn C"),
        properties=(
            ("tác giả (Author)", "Nguyễn Văn A"),
            ("người lưu cuối cùng (Last Modified By)", "Trần Thị B"),
            ("cơ quan (Company)", "Cơ quan X"),
            ("thuộc tính riêng “Sở”", "Y"),
        ),
        active=("macro",),
    )


def test_a_file_that_does_not_pass_the_gate_is_not_measured() -> None:
    found = measure(b"%PDF-1.4", 1000)
    assert isinstance(found, NotMeasured)
    assert "PDF" in found.reason
