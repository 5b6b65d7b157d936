"""Documents in Word: the neutral blocks as real headings, tables, lists and pictures.

python-docx is loaded by the modules in here alone, and these when a Word file is asked for.
"""
