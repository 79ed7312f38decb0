"""記入画面の様式 — the official form in HTML, drawn from the layout: what may be typed is a control, the rest is text.

render_form(sheet, layout, rights, beside)           the whole form
render_block(sheet, layout, rights, beside, place)   one block of it, after rows came or went
navigation(sheet, layout)                            its parts, with the anchors that lead to them
"""

from hyoka.web.staff.edit.form.draw import Leaf, navigation, render_block, render_form
from hyoka.web.staff.edit.form.drawing import cell_id
from hyoka.web.staff.edit.form.rights import Beside, Edited, LastYear, ReadOnly, Rights

__all__ = [
    "Beside", "Edited", "LastYear", "Leaf", "ReadOnly", "Rights", "cell_id", "navigation", "render_block", "render_form",
]  # fmt: skip
