"""A municipality's own figures in a workbook: written for it to fill in, read back, checked, and told what is wrong."""
