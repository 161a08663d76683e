"""A municipality's own figures in a workbook: written for it to fill in, read back, checked, and told what is wrong."""

from dashboard.workbook.annotating import annotated
from dashboard.workbook.examining import examine
from dashboard.workbook.result import Change, Examined, Flaw, SheetChange

__all__ = ["Change", "Examined", "Flaw", "SheetChange", "annotated", "examine"]
