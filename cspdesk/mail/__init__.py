"""E-mail as drafts: the program writes them and never sends one."""
