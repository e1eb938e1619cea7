"""The grid in which objectives are set: whose in rows, when in columns, last year's actual beside."""
