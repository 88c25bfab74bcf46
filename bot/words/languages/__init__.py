"""The catalogues: one a language, in gettext's own text form, as translators' tools read and write it."""
