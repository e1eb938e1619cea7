#!/bin/sh
# What `database` and `replica` of compose.yaml run, as the user postgres: the primary where SELF is PRIMARY, else a streaming
# replica of it, which copies it at its first start. Words that follow are switches of PostgreSQL.
set -eu

if [ "$SELF" != "$PRIMARY" ]; then
    # Read by pg_basebackup, and by PostgreSQL when it follows the primary: the password is written into no file.
    export PGPASSWORD="$REPLICATION_PASSWORD"
    # A whole copy has the signal. One that was cut off is begun anew.
    if [ ! -s "$PGDATA/PG_VERSION" ] || { [ -e "$PGDATA/backup_label" ] && [ ! -e "$PGDATA/standby.signal" ]; }; then
        find "$PGDATA" -mindepth 1 -delete
        # Of an earlier copy, if there was one: what it kept is of no use to this one.
        psql --no-psqlrc --quiet --command "DROP_REPLICATION_SLOT replica" \
            "host=$PRIMARY user=replication replication=true" || echo "No slot of an earlier copy: that is well."
        pg_basebackup --host "$PRIMARY" --username replication --no-password --pgdata "$PGDATA" \
            --checkpoint fast --wal-method stream --create-slot --slot replica
        chmod 0700 "$PGDATA"
        touch "$PGDATA/standby.signal"
    fi
    set -- -c primary_conninfo="host=$PRIMARY user=replication application_name=$SELF" -c primary_slot_name=replica \
        -c hot_standby_feedback=on "$@"
fi
exec docker-entrypoint.sh postgres "$@"
