"""KPIs and RAG: the list with one indicator beside it, entering figures, importing them."""
