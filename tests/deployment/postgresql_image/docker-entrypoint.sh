#!/bin/bash
# What the official image's script of this name does when it is started as the user postgres, with the programs of this machine:
# a database is made where there is none, the scripts of /docker-entrypoint-initdb.d (INIT) are run, then it is PostgreSQL.
# Nothing of this machine's own is touched: it listens at ADDRESS alone, and its sockets are in SOCKETS.
set -eu
shift
quick=(-c fsync=off -c wal_retrieve_retry_interval=200ms -c unix_socket_directories="$SOCKETS")
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    # shellcheck disable=SC2086
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --no-sync $POSTGRES_INITDB_ARGS
    printf '\nhost all all all scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
    (
        export PGPASSWORD="$POSTGRES_PASSWORD" PGHOST="$SOCKETS"
        pg_ctl --wait --options "$(printf '%q ' "$@" "${quick[@]}" -c listen_addresses=)" start
        createdb --username "$POSTGRES_USER" "$POSTGRES_DB"
        for script in "$INIT"/*; do "$script"; done
        pg_ctl --wait --mode fast stop
    )
fi
exec postgres "$@" "${quick[@]}" -c listen_addresses="$ADDRESS"
