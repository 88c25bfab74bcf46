"""Failover, rehearsed: PostgreSQL under Patroni with etcd, its primary killed amid clicks and due digests."""
