"""Write the PDF and the DOCX of the bundled examples from their texts (invented patients, our own writing)."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"

SCLEROSIS = (
    ("title", "Intralesional sodium thiosulfate for calcinosis of the fingers: a case report"),
    ("byline", "Pilar Iturbe, Anders Fogh and Mei-Lin Qiao"),
    (
        "small",
        "Clinical Skin Letters 2020; 34: 118-121. doi:10.99999/csl.2020.0118. Received 3 January 2020; accepted 21 April 2020.",
    ),
    ("heading", "Introduction"),
    (
        "text",
        "Calcinosis of the hand is a painful feature of limited cutaneous systemic sclerosis [1]. Thiosulfate dissolves calcium salts, and "
        "injections into the lesion have been tried in a few patients [2,3].",
    ),
    ("heading", "Case report"),
    (
        "text",
        "A 63-year-old woman presented with painful lumps on the right hand of 18 months' duration. She had limited cutaneous systemic "
        "sclerosis, diagnosed at the age of 51, with Raynaud's phenomenon, sclerodactyly and telangiectasia of the face. She had no dyspnoea "
        "and no dysphagia. Her sister has rheumatoid arthritis.",
    ),
    (
        "text",
        "On examination there were three hard, whitish nodules on the tips of the right thumb and index finger; one was ulcerated. Digital "
        "pitting scars were present. Radiographs of the hands showed stippled calcification of the soft tissue. Anti-centromere antibodies "
        "were positive; anti-Scl-70 antibodies were negative. Calcium, phosphate and parathyroid hormone were normal. Pulmonary function "
        "tests were normal, and echocardiography showed no pulmonary hypertension.",
    ),
    (
        "text",
        "Colchicine 0.5 mg twice daily for four months did not help and caused diarrhoea. Sodium thiosulfate 250 mg/mL was then injected into "
        "the nodules once a month. After four injections the nodules had disappeared and the ulcer had healed. Burning during the injection "
        "was the only adverse effect. There was no recurrence after 14 months.",
    ),
    ("heading", "Discussion"),
    (
        "text",
        "Three patients with sclerosis have been treated in this way, with complete clearance in two and partial clearance in one [2,3]. Our "
        "patient is the fourth. Thiosulfate is thought to chelate calcium and may also widen small vessels [3]. Because small lesions can "
        "discharge spontaneously, a causal effect is not proven.",
    ),
    ("heading", "References"),
    ("text", "1. Brandvold S, Ekwueme C. Calcium and sclerosis. Rheum Pract 2005;41:88-95."),
    (
        "text",
        "2. Lindgren T, Osei B. Thiosulfate into the nodule: two patients. Clin Skin Lett 2015;29:70-73.",
    ),
    ("text", "3. Amato R. Thiosulfate and calcinosis of the finger. J Cutan Notes 2017;41:12-14."),
)

SURGERY = (
    ("title", "Surgery for calcinosis in connective tissue disease: report of two patients"),
    ("byline", "Gudrun Eldjarn, Paolo Zennaro"),
    ("heading", "Abstract"),
    (
        "text",
        "We report two patients with calcinosis cutis who were operated on. One stayed free of disease; in the other new deposits formed.",
    ),
    ("heading", "Case 1"),
    (
        "text",
        "A 29-year-old woman with mixed connective tissue disease of 6 years' duration presented with a hard mass over the left elbow. She had "
        "puffy fingers, Raynaud's phenomenon and arthritis of the hands. Anti-U1-RNP antibody was positive and anti-dsDNA antibody was negative. "
        "Calcium and phosphate were normal. The mass was excised under local anaesthesia; histology confirmed calcium deposits in the dermis. "
        "At 24-month follow-up there was no recurrence.",
    ),
    ("heading", "Case 2"),
    (
        "text",
        "A 52-year-old man with dermatomyositis presented with plaques on the trunk and both thighs. He had proximal muscle weakness, and "
        "creatine kinase was 640 U/L. He had been treated with prednisone 40 mg daily and azathioprine 100 mg daily for three years. Warfarin "
        "1 mg daily for one year had been ineffective. Computed tomography showed calcification along the fascia of both thighs. The largest "
        "plaque was removed. The wound became infected and was treated with flucloxacillin. Six months after surgery new deposits had formed "
        "around the scar.",
    ),
    ("heading", "Discussion"),
    (
        "text",
        "Surgery relieved symptoms in 11 of 13 published patients (1, 2). Recurrence seems to be more common when the muscle disease is active "
        "(2). Both of our patients would choose surgery again.",
    ),
    ("heading", "References"),
    ("text", "1. Quispe J, Varga A. Excision of calcified plaques in lupus. J Hosp Surg 2003;41:15-21."),
    ("text", "2. Deveraux M, Tilney K. Thirteen operations for calcinosis. J Hosp Surg 2009;47:330-336."),
)


def write_pdf(parts: tuple[tuple[str, str], ...], path: Path) -> None:
    """Set a report in two columns with a running head, as journals do."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        NextPageTemplate,
        PageTemplate,
        Paragraph,
    )

    width, height = A4
    styles = {
        "title": ParagraphStyle("title", fontName="Times-Bold", fontSize=15, leading=18, spaceAfter=6),
        "byline": ParagraphStyle("byline", fontName="Times-Italic", fontSize=10, leading=13),
        "small": ParagraphStyle("small", fontName="Times-Roman", fontSize=8, leading=10),
        "heading": ParagraphStyle("heading", fontName="Times-Bold", fontSize=11, leading=15, spaceBefore=6),
        "text": ParagraphStyle(
            "text",
            fontName="Times-Roman",
            fontSize=9.5,
            leading=12,
            alignment=4,
            spaceAfter=3,
            firstLineIndent=10,
        ),
    }
    column, gap, margin = (width - 2 * 50 - 20) / 2, 20, 50
    columns = [Frame(margin + i * (column + gap), 60, column, height - 230, id=f"c{i}") for i in range(2)]
    head = Frame(margin, height - 165, width - 2 * margin, 105, id="head")

    def running(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(margin, height - 40, "Clinical Skin Letters 2020; 34")
        canvas.drawRightString(width - margin, 35, str(117 + document.page))

    document = BaseDocTemplate(str(path), pagesize=A4, title=parts[0][1], author=parts[1][1], invariant=1)
    document.addPageTemplates([PageTemplate("first", [head, *columns], onPage=running)])
    story = [NextPageTemplate("first")]
    for position, (kind, words) in enumerate(parts):
        if position == 3:
            story.append(FrameBreak())
        story.append(Paragraph(words, styles[kind]))
    document.build(story)


def write_docx(parts: tuple[tuple[str, str], ...], path: Path) -> None:
    """Set a report as a Word document."""
    from datetime import datetime

    from docx import Document

    document = Document()
    document.core_properties.author = parts[1][1]
    document.core_properties.title = parts[0][1]
    document.core_properties.created = document.core_properties.modified = datetime(2016, 11, 3)
    for kind, words in parts:
        if kind == "title":
            document.add_heading(words, level=0)
        elif kind == "heading":
            document.add_heading(words, level=1)
        else:
            document.add_paragraph(words)
    document.save(str(path))


def main() -> None:
    write_pdf(SCLEROSIS, EXAMPLES / "sclerosis-thiosulfate.pdf")
    write_docx(SURGERY, EXAMPLES / "two-patients-surgery.docx")


if __name__ == "__main__":
    main()
