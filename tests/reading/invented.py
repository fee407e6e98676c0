"""Documents about invented patients, in the formats that are read."""

from __future__ import annotations

import io
import zipfile

LETTER = """A Bronze Rash in a Beekeeper

Ann B. Carter, MD1, Jan van der Berg2* and Li Wu

Department of Dermatology, Rash House, 12 Hive Street, New Town. E-mail: ann@example.org

Received 3 May 2011; accepted for publication June 9, 2011.

Sir,

Bronze rashes are seldom met outside textbooks (1). We report a beekeeper in whom one lasted for years.

CASE REPORT

A 52-year-old man had noticed bronze plaques on both shins for six years (Fig. 1). He kept forty hives and

Fig. 1. Bronze plaques on the left shin.

wore no gloves. Creatinine was 80 umol/L.

DISCUSSION

Bronze rashes were named by Mull in 1902 (2). Their cause is unknown (1-3).

REFERENCES

1. Mull P. Bronze rashes. J Odd Skin 1902; 3: 14-19.
2. Mull P, Dray Q. More bronze rashes. J Odd Skin 1904; 5: 101-3.
3. Wu L. Bees and bronze. Hive Med 1999; 12: 7-9.
"""

JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.0//EN" "JATS-archivearticle1.dtd">
<article article-type="case-report" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-title-group><journal-title>Journal of Odd Skin</journal-title></journal-title-group>
</journal-meta><article-meta>
<article-id pub-id-type="pmid">90000001</article-id><article-id pub-id-type="pmc">9000002</article-id>
<article-id pub-id-type="doi">10.9999/odd.1</article-id>
<title-group><article-title>Bronze rash in a <italic>beekeeper</italic><xref ref-type="fn" rid="f1">*</xref></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Carter</surname><given-names>Ann B.</given-names></name></contrib>
<contrib contrib-type="author"><name><surname>van der Berg</surname><given-names>Jan</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Nemo</surname><given-names>E</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><day>2</day><month>7</month><year>2011</year></pub-date>
<history><date date-type="received"><day>3</day><month>5</month><year>2011</year></date>
<date date-type="accepted"><day>9</day><month>6</month><year>2011</year></date></history>
<permissions><license xlink:href="http://creativecommons.org/licenses/by/4.0/"><license-p>Open.</license-p></license></permissions>
<abstract><sec><title>Background</title><p>Bronze rashes are rare.</p></sec></abstract>
<kwd-group><kwd>bronze</kwd><kwd>bees</kwd></kwd-group>
</article-meta></front>
<body>
<sec><title>Introduction</title><p>Bronze rashes are seldom met<sup><xref ref-type="bibr" rid="B1">1</xref></sup>.</p></sec>
<sec><label>2.</label><title>Case report</title>
<p>A 52-year-old man&nbsp;had plaques (<xref ref-type="fig" rid="F1">Fig. 1</xref>) and a count of 4 x 10<sup>9</sup>/L
<fig id="F1"><label>Figure 1</label><caption><p>Bronze plaques.</p></caption><graphic xlink:href="x.jpg"/></fig> of cells.</p>
<sec><title>Laboratory findings</title><p>All tests are in the table.</p>
<table-wrap id="T1"><label>Table 1</label><caption><p>Tests.</p></caption><table>
<thead><tr><th>Test</th><th>Value</th></tr></thead>
<tbody><tr><td rowspan="2">ANA</td><td>1:320</td></tr><tr><td>speckled</td></tr><tr><td/><td>CK 120 U/L</td></tr></tbody>
</table></table-wrap></sec></sec>
<sec><title>Discussion</title><p>They were named long ago [<xref ref-type="bibr" rid="B1">1</xref>-<xref ref-type="bibr" rid="B3">3</xref>].</p></sec>
</body>
<back><ack><title>Acknowledgements</title><p>We thank the bees.</p></ack><ref-list><title>References</title>
<ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Mull</surname><given-names>P</given-names></name></person-group><article-title>Bronze rashes</article-title>
<source>J Odd Skin</source><year>1902</year><volume>3</volume><fpage>14</fpage><lpage>19</lpage></element-citation></ref>
<ref id="B2"><label>2</label><mixed-citation publication-type="journal"><name><surname>Dray</surname>, <given-names>Q.</given-names></name>
(<year>1904</year>). <article-title>More bronze</article-title>. <source>J Odd Skin</source>, <volume>5</volume>(<issue>2</issue>), <fpage>101</fpage>–<lpage>3</lpage>.
<pub-id pub-id-type="doi">10.9999/odd.2</pub-id></mixed-citation></ref>
<ref id="B3"><label>3</label><mixed-citation>Wu L. Bees and bronze. Hive Med 1999.</mixed-citation></ref>
</ref-list></back></article>
"""

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bronze rash | Odd Skin</title>
<meta name="citation_title" content="Bronze rash in a beekeeper"/>
<meta name="citation_journal_title" content="Journal of Odd Skin"/>
<meta name="citation_author" content="Carter, Ann B."/><meta name="citation_author" content="Jan van der Berg"/>
<meta name="citation_publication_date" content="2011/07/02"/><meta name="citation_doi" content="10.9999/odd.1"/>
<script>var menu = "Skip to content";</script></head>
<body><nav><a href="/">Home</a> Journals</nav><div class="sidebar">Related articles</div>
<article><h1>Bronze rash in a beekeeper</h1><h2>Case report</h2>
<p>A 52-year-old man&nbsp;had plaques<sup><a href="#r1">1,2</a></sup> and 4 x 10<sup>9</sup>/L cells.</p>
<table><caption>Tests</caption><tr><th>Test</th><th>Value</th></tr><tr><td>ANA</td><td><p>1:320</p></td></tr></table>
<h2>Discussion</h2><h3>Treatment</h3><p>None is known to work.</p>
<h2>References</h2><ol><li>1. Mull P. Bronze rashes. J Odd Skin 1902; 3: 14-19.</li>
<li>2. Dray Q. More bronze. J Odd Skin 1904; 5: 101-3.</li></ol></article>
<footer>All rights reserved</footer></body></html>
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCUMENT = f"""<?xml version="1.0"?><w:document {_W}
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bronze rash in a beekeeper</w:t></w:r></w:p>
<w:p><w:r><w:t>Ann B. Carter and Li Wu</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Case report</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">A 52-year-old man had </w:t></w:r>
<w:ins w:id="1"><w:r><w:t>bronze</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>silver</w:delText></w:r></w:del>
<w:r><w:t xml:space="preserve"> plaques</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>.</w:t></w:r>
<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled words.</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ANA</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1:320</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>References</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>Mull P. Bronze rashes. J Odd Skin 1902; 3: 14-19.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>Dray Q. More bronze. J Odd Skin 1904; 5: 101-3.</w:t></w:r></w:p>
</w:body></w:document>"""
_STYLES = f"""<?xml version="1.0"?><w:styles {_W}><w:style w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>"""
_NUMBERING = f"""<?xml version="1.0"?><w:numbering {_W}><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0">
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"""


def make_zip(members: dict[str, bytes]) -> bytes:
    """An archive of the named members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def make_docx() -> bytes:
    """A DOCX file with tracked changes, a text box, a content control, a table and a numbered list."""
    return make_zip(
        {
            "word/document.xml": _DOCUMENT.encode(),
            "word/styles.xml": _STYLES.encode(),
            "word/numbering.xml": _NUMBERING.encode(),
        }
    )
