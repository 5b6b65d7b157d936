"""Who carries the partnership: what each organisation is asked, does, and is silent about."""
