#!/bin/sh
# Lets a replica in. The image of PostgreSQL runs it in a database that it has just made; where there was one before, run it by
# hand (docs/operations.md). It may run again, and then takes REPLICATION_PASSWORD as it is now.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password REPLICATION_PASSWORD
SELECT 'CREATE ROLE replication REPLICATION LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'replication') \gexec
ALTER ROLE replication PASSWORD :'password';
SQL

line="host replication replication all scram-sha-256"
grep --quiet --line-regexp --fixed-strings "$line" "$PGDATA/pg_hba.conf" || echo "$line" >> "$PGDATA/pg_hba.conf"
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --output /dev/null \
    --command "SELECT pg_reload_conf()"
