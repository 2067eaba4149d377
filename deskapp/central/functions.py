"""What a workstation may execute on PostgreSQL, and nothing else: hello, push, pull.

Each runs with its owner's rights (SECURITY DEFINER, fixed search_path) and takes the workstation from
`session_user`, never from what is sent.
"""

from __future__ import annotations

_MICROS = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

HELLO = f"""
CREATE FUNCTION hello() RETURNS jsonb LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'now', {_MICROS},
        'version', 1,
        'epoch', (SELECT value FROM settings WHERE name = 'epoch'),
        'workstation', session_user)
$$
"""

PUSH = f"""
CREATE FUNCTION push(clock jsonb, entries text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sender text := session_user;
    next_position bigint;
    this_push bigint;
    raw text;
    e json;
    known record;
    last_seq bigint;
    fates text[] := '{{}}';
BEGIN
    -- one row is the queue of all writers: positions have no gaps, and none appears behind a reader
    SELECT value INTO next_position FROM counters WHERE name = 'position' FOR UPDATE;
    UPDATE counters SET value = value + 1 WHERE name = 'push' RETURNING value INTO this_push;
    INSERT INTO pushes VALUES (this_push, sender, {_MICROS}, (clock->>'wall')::bigint, clock->>'boot',
        (clock->>'monotonic')::bigint, (clock->>'offset')::bigint, (clock->>'uncertainty')::bigint);
    FOREACH raw IN ARRAY entries LOOP
        BEGIN
            e := replace(raw, '\\u0000', '\\u0001')::json; -- a text may hold it, and PostgreSQL reads no JSON with it
            IF e->>'workstation' <> sender AND NOT starts_with(e->>'workstation', sender || '/') THEN
                fates := fates || 'foreign'::text;
                CONTINUE;
            END IF;
            SELECT j.entry, j.position INTO known FROM journal j WHERE j.id = (e->>'id')::uuid;
            IF FOUND THEN
                fates := fates || CASE
                    WHEN known.entry <> raw THEN 'other_content'
                    WHEN EXISTS (SELECT 1 FROM quarantine q WHERE q.position = known.position) THEN 'quarantined'
                    ELSE 'duplicate' END;
                CONTINUE;
            END IF;
            SELECT coalesce(max(j.seq), 0) INTO last_seq FROM journal j
                WHERE j.workstation = e->>'workstation' AND j.incarnation = (e->>'incarnation')::uuid;
            IF (e->>'seq')::bigint <> last_seq + 1 THEN
                fates := fates || CASE WHEN (e->>'seq')::bigint <= last_seq THEN 'number_taken' ELSE 'gap' END;
                CONTINUE;
            END IF;
            INSERT INTO journal (position, id, workstation, incarnation, seq, push, entry)
                VALUES (next_position + 1, (e->>'id')::uuid, e->>'workstation', (e->>'incarnation')::uuid,
                    (e->>'seq')::bigint, this_push, raw);
            next_position := next_position + 1; -- only now: an exception takes the row back, but not a variable
            fates := fates || 'new'::text;
        EXCEPTION WHEN data_exception OR not_null_violation THEN
            fates := fates || 'unreadable'::text;
        END;
    END LOOP;
    UPDATE counters SET value = next_position WHERE name = 'position';
    PERFORM pg_notify('deskapp_journal', '');
    RETURN fates;
END
$$
"""

PULL = """
CREATE FUNCTION pull(since_epoch text, since_rev bigint, page integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'epoch', (SELECT value FROM settings WHERE name = 'epoch'),
        'head', (SELECT value FROM counters WHERE name = 'rev'),
        'rows', coalesce((
            SELECT jsonb_agg(jsonb_build_array(r.kind, r.id, r.rev, r.body) ORDER BY r.rev)
            FROM (SELECT kind, id, rev, body FROM records WHERE rev > since_rev ORDER BY rev LIMIT least(page, 20000)) r
        ), '[]'::jsonb),
        'decided', coalesce((
            SELECT jsonb_agg(jsonb_build_array(w.workstation, w.incarnation, w.seq))
            FROM watermarks w
            WHERE w.workstation = session_user OR starts_with(w.workstation, session_user || '/')
        ), '[]'::jsonb))
$$
"""

CLOSED = (
    "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %%I FROM PUBLIC', current_database()); END $$",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
    "REVOKE ALL ON FUNCTION hello(), push(jsonb, text[]), pull(text, bigint, integer) FROM PUBLIC",
)

POSTGRESQL = (HELLO, PUSH, PULL, *CLOSED)


def enrolment(workstation: str, password: str) -> tuple[str, ...]:
    """The statements that make a workstation's login role. Both arguments must be safe words."""
    role = '"' + workstation.replace('"', '""') + '"'
    secret = password.replace("'", "''")
    return (
        "SET LOCAL password_encryption = 'scram-sha-256'",
        f"CREATE ROLE {role} LOGIN PASSWORD '{secret}'",
        f"ALTER ROLE {role} SET statement_timeout = '60s'",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT EXECUTE ON FUNCTION hello(), push(jsonb, text[]), pull(text, bigint, integer) TO {role}",
    )
