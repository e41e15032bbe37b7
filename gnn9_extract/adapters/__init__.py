"""The program inside other programs: a Scrapy item pipeline, a datatrove step; each needs that program installed."""
