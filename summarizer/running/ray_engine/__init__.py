"""The same run on a Ray cluster: shards, workers, leases, and what joins them. Ray is imported in `engine` only."""
