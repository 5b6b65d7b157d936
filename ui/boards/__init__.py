"""Parallel boards: the ledger, the joint meeting, the sub-groups."""
