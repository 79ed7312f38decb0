"""サインインの画面 — in and out, the dialog over the editor, the language."""
