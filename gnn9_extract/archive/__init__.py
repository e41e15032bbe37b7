"""Many pages: where they come from, who works on them, what is written down; on top of the pipeline.

sources --pages--> run --shards--> work (in a pool, on a cluster) --outcomes--> staging, ledger --> output
"""
