"""Every sentence that people read, in one place: refusals, answers, digests, reports and the terminal's."""
