"""Archives of millions: read in shards, merged block by block through files, on one machine or many."""
