"""Writes the PDF and DOCX pages of the demo business, Ada & Finch, from the text below. Run after editing it.

python scripts/demo_documents.py
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

FOLDER = Path(__file__).resolve().parent.parent / "demo" / "documents"

Section = tuple[str, tuple[str, ...]]

PDFS: dict[str, tuple[str, tuple[Section, ...]]] = {
    "repair-price-list": (
        "Repair price list",
        (
            ("Inspection", ("The inspection costs 12 EUR. It is taken off the price if you have the repair done.",)),
            (
                "Filling systems",
                (
                    "A new ink sac costs 28 EUR.",
                    "A piston service, with new seals and grease, costs 45 EUR.",
                    "A vacuum filler is rebuilt for 75 EUR.",
                    "A button or lever filler is restored for 58 EUR.",
                ),
            ),
            (
                "Nibs",
                (
                    "Straightening a bent nib costs 35 EUR.",
                    "Re-tipping a gold nib costs 110 EUR and takes 8 weeks, because it is done by a partner in Japan.",
                    "Re-plating a nib costs 40 EUR.",
                    "A replacement steel nib costs 19 EUR, a replacement gold nib from 130 EUR.",
                ),
            ),
            (
                "Caps and barrels",
                (
                    "A new cap ring costs 22 EUR.",
                    "A cracked barrel is welded for 50 EUR; celluloid cannot be welded.",
                    "Polishing costs 20 EUR.",
                ),
            ),
            ("Express", ("Repairs within 3 working days cost 30 EUR more. Express is not possible for vintage pens.",)),
        ),
    ),
    "care-guide": (
        "Care guide for your Finch pen",
        (
            (
                "The first fill",
                (
                    "Rinse the pen once with water before the first fill: oil from making may be left in the feed.",
                    "A full converter writes about 25 pages.",
                ),
            ),
            (
                "Ebonite",
                (
                    "Ebonite fades in sunlight. Keep the pen in its case.",
                    "Wipe it with a soft dry cloth. A thin coat of carnauba wax once a year brings the shine back.",
                ),
            ),
            (
                "On a plane",
                (
                    "Fly with the pen full or empty, never half full, and with the nib up.",
                    "Open it only when the plane has reached its height.",
                ),
            ),
            (
                "When it does not write",
                (
                    "Press the converter until a drop appears at the nib.",
                    "If that does not help, clean the pen as described in the cleaning guide.",
                    "If it still skips, bring it in: tuning is free in the first year for our own pens.",
                ),
            ),
        ),
    ),
    "terms-of-sale": (
        "Terms of sale",
        (
            (
                "Contract",
                (
                    "The contract is made when we confirm the order by e-mail.",
                    "Prices include value added tax of 19 % within the country.",
                ),
            ),
            (
                "Right of withdrawal",
                (
                    "By law you may withdraw from the contract within 14 days without giving a reason.",
                    "We extend this right to 45 days, as described under returns.",
                ),
            ),
            (
                "Ownership",
                ("Goods remain ours until they are paid in full.",),
            ),
            (
                "Disputes",
                (
                    "Write to us first.",
                    "If we cannot agree, the consumer arbitration board of the city helps without cost.",
                    "We take part in its procedure.",
                ),
            ),
        ),
    ),
}

DOCXS: dict[str, tuple[str, tuple[Section, ...]]] = {
    "wholesale": (
        "Wholesale and resellers",
        (
            (
                "Who can buy wholesale",
                (
                    "Shops with a trade registration can buy our own pens, inks and notebooks at wholesale prices.",
                    "The first order is at least 400 EUR, later ones at least 150 EUR.",
                ),
            ),
            (
                "Discount",
                (
                    "The wholesale discount is 35 % on pens and 40 % on ink and paper.",
                    "Makers other than ourselves cannot be bought wholesale through us.",
                ),
            ),
            ("Payment", ("Invoices are due within 21 days. The first order is paid in advance.",)),
            (
                "How to apply",
                ("Write to trade@adaandfinch.example with your registration.", "We answer within 3 working days."),
            ),
        ),
    ),
    "corporate-gifts": (
        "Gifts for companies",
        (
            (
                "Quantities and prices",
                (
                    "From 10 pens the discount is 10 %, from 25 pens 15 %, from 100 pens 20 %.",
                    "Engraving of names is free from 25 pens on.",
                ),
            ),
            (
                "Lead time",
                (
                    "Ten pens with engraving take 5 working days, a hundred take 4 weeks.",
                    "Orders for the end of the year should reach us by 15 November.",
                ),
            ),
            ("Packing", ("Each pen comes in a box of grey board. A card with your words costs 1.20 EUR each.",)),
        ),
    ),
    "jobs": (
        "Working with us",
        (
            (
                "Open places",
                (
                    "We are looking for a repairer, 30 hours a week, and for help in the shop on Saturdays.",
                    "An apprenticeship as a precision mechanic begins every September.",
                ),
            ),
            (
                "How to apply",
                (
                    "Send a letter, written by hand if you like, to jobs@adaandfinch.example or by post.",
                    "We answer every letter within 2 weeks.",
                ),
            ),
        ),
    ),
}


def main() -> None:
    """Write every file anew."""
    for name, (title, sections) in PDFS.items():
        _pdf(FOLDER / f"{name}.pdf", title, sections)
    for name, (title, sections) in DOCXS.items():
        _docx(FOLDER / f"{name}.docx", title, sections)


def _pdf(path: Path, title: str, sections: tuple[Section, ...]) -> None:
    styles = getSampleStyleSheet()
    flow: list[object] = [Paragraph(title, styles["Title"]), Spacer(1, 0.4 * cm)]
    for heading, paragraphs in sections:
        flow.append(Paragraph(heading, styles["Heading2"]))
        flow.extend(Paragraph(text, styles["BodyText"]) for text in paragraphs)
    SimpleDocTemplate(str(path), pagesize=A4, title=title, author="Ada & Finch", invariant=1).build(flow)


def _docx(path: Path, title: str, sections: tuple[Section, ...]) -> None:
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "Ada & Finch"
    document.add_heading(title, level=0)
    for heading, paragraphs in sections:
        document.add_heading(heading, level=1)
        for text in paragraphs:
            document.add_paragraph(text)
    document.save(str(path))


if __name__ == "__main__":
    main()
