"""Renders FOLDER/person-N.html to FOLDER/weasyprint-N.pdf for N = 0..COUNT-1 in one process.

Prints: WeasyPrint's version, milliseconds of CPU before the first form, milliseconds of CPU a form.
usage: weasyprint_loop.py FOLDER COUNT
"""
import pathlib
import sys
import time

import weasyprint
from weasyprint.text.fonts import FontConfiguration

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
fonts = FontConfiguration()
started = time.process_time()
for i in range(count):
    html = weasyprint.HTML(filename=str(folder / f"person-{i}.html"))
    html.write_pdf(str(folder / f"weasyprint-{i}.pdf"), font_config=fonts)
print(weasyprint.__version__, 1000 * started, 1000 * (time.process_time() - started) / count)
