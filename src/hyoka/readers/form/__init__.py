"""様式の読み取り — rows of cells to Readings, led by the labels of a layout. One file per kind of block."""

from hyoka.readers.form.interpret import interpret

__all__ = ["interpret"]
