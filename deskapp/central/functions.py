"""What a workstation may execute on PostgreSQL, and nothing else: hello, push, pull, a copy, and signing in.

Each runs with its owner's rights (SECURITY DEFINER, fixed search_path) and takes the workstation from
`session_user`, never from what is sent.
"""

from __future__ import annotations

from deskapp.central import copying, limits, ready, redaction, signing_in

CODE_LASTS = 48 * 3600 * 1_000_000
"""How long a workstation's one-time code may be used, in microseconds."""

OWNER = "deskapp_owner"
"""The role that everything belongs to; nobody signs in with it."""

WORKSTATION = "deskapp_workstation"
"""The role whose members may execute the functions, and nothing else."""

SERVICE = "deskapp_service"
"""The role for whoever runs central; of its members `deskapp central serve` signs in as one."""

_MICROS = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

HELLO = f"""
CREATE OR REPLACE FUNCTION hello(program text DEFAULT '') RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    at bigint := {_MICROS};
    here workstations%ROWTYPE;
BEGIN
    SELECT * INTO here FROM workstations WHERE name = session_user;
    IF here.revoked IS NOT NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'revoked';
    ELSIF here.enrolled IS NOT NULL AND here.joined IS NULL AND here.enrolled < at - {CODE_LASTS} THEN
        RAISE insufficient_privilege USING MESSAGE = 'the code has expired';
    ELSIF here.name IS NULL OR coalesce(here.last_contact, 0) < at - 30000000 OR here.version <> program THEN
        INSERT INTO workstations (name, last_contact, version) VALUES (session_user, at, program)
            ON CONFLICT (name) DO UPDATE SET last_contact = excluded.last_contact, version = excluded.version;
    END IF;
    RETURN jsonb_build_object('now', {_MICROS}, 'version', 1, 'epoch', epoch(), 'workstation', session_user,
        'secrets', (SELECT value FROM counters WHERE name = 'secrets'));
END
$$
"""

_SYSTEM = "(SELECT system_identifier FROM pg_control_system())"

_TIMELINE = "CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END"

EPOCH = f"""
CREATE OR REPLACE FUNCTION epoch() RETURNS text LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    -- a restored copy has another name, a copied server another identifier, a promoted standby another timeline
    RETURN (SELECT value FROM settings WHERE name = 'epoch') || '.' || {_SYSTEM} || '.' || {_TIMELINE}
        -- a workstation that serves other libraries than before needs another copy
        || coalesce('.' || array_to_string({limits.MINE}, ','), '');
END
$$
"""

JOINED = f"""
CREATE OR REPLACE FUNCTION joined() RETURNS void LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE workstations SET joined = {_MICROS} WHERE name = session_user AND joined IS NULL
$$
"""

# a text may hold NUL, and PostgreSQL reads no JSON with it
_DIGEST = """'"digest":"([0-9a-f]{64})"'"""
"""A quotation mark inside a text of the entry has a backslash before it: this is the member, and nothing else."""

_HEADER = r"""json_to_record(replace(e.raw, '\u0000', '\u0001')::json)
                    AS h(id uuid, workstation text, incarnation uuid, seq bigint)"""

PUSH = f"""
CREATE OR REPLACE FUNCTION push(clock jsonb, entries text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off -- never read the whole journal
AS $$
DECLARE
    sender text := session_user;
    last_position bigint;
    this_push bigint;
    ids uuid[]; -- what storing an entry needs to know of it: null where it cannot be read
    workstations text[];
    incarnations uuid[];
    seqs bigint[];
    one record;
    fate text;
    of_workstation text;
    of_incarnation uuid;
    last_seq bigint;
    new bigint[] := '{{}}'; -- the places of the entries to store
    fates text[] := '{{}}';
BEGIN
    BEGIN
        SELECT array_agg(h.id ORDER BY n), array_agg(h.workstation ORDER BY n), array_agg(h.incarnation ORDER BY n),
            array_agg(h.seq ORDER BY n) INTO ids, workstations, incarnations, seqs
            FROM unnest(entries) WITH ORDINALITY AS e(raw, n), {_HEADER};
    EXCEPTION WHEN data_exception OR program_limit_exceeded THEN -- one of them cannot be read: one after the other
        FOR n IN 1 .. cardinality(entries) LOOP
            BEGIN
                SELECT h.* INTO STRICT one FROM (SELECT entries[n] AS raw) e, {_HEADER};
                ids[n] := one.id;
                workstations[n] := one.workstation;
                incarnations[n] := one.incarnation;
                seqs[n] := one.seq;
            EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
                ids[n] := NULL;
            END;
        END LOOP;
    END;
    -- one row is the queue of all writers: positions have no gaps, and none appears behind a reader
    SELECT value INTO last_position FROM counters WHERE name = 'position' FOR UPDATE;
    UPDATE counters SET value = value + 1 WHERE name = 'push' RETURNING value INTO this_push;
    INSERT INTO pushes VALUES (this_push, sender, {_MICROS}, (clock->>'wall')::bigint, clock->>'boot',
        (clock->>'monotonic')::bigint, (clock->>'offset')::bigint, (clock->>'uncertainty')::bigint);
    FOR one IN
        SELECT e.n, e.id, e.workstation, e.incarnation, e.seq,
            row_number() OVER (PARTITION BY e.id ORDER BY e.n) AS nth,
            CASE WHEN j.id IS NULL THEN NULL
                WHEN j.entry <> e.raw AND substring(j.entry FROM {_DIGEST})
                    IS DISTINCT FROM substring(e.raw FROM {_DIGEST}) THEN 'other_content'
                WHEN (j.workstation, j.incarnation, j.seq) IS DISTINCT FROM (e.workstation, e.incarnation, e.seq)
                    THEN 'known' -- written again under another number: stored too, for the journal goes on behind it
                WHEN j.entry <> e.raw AND strpos(j.entry, '"salt":""') = 0 AND strpos(e.raw, '"salt":""') = 0
                    THEN 'other_content' -- nor was one of the two redacted
                WHEN q.position IS NOT NULL THEN 'quarantined' ELSE 'duplicate' END AS known
        FROM unnest(entries, ids, workstations, incarnations, seqs)
            WITH ORDINALITY AS e(raw, id, workstation, incarnation, seq, n)
        LEFT JOIN journal j ON j.id = e.id
        LEFT JOIN quarantine q ON q.position = j.position
        ORDER BY e.n
    LOOP
        fate := one.known;
        IF one.id IS NULL OR one.incarnation IS NULL OR one.seq IS NULL
            OR one.workstation IS NULL OR length(one.workstation) > 200 THEN
            fate := 'unreadable';
        ELSIF one.workstation <> sender AND NOT starts_with(one.workstation, sender || '/') THEN
            fate := 'foreign';
        ELSIF fate IS NULL AND one.nth > 1 THEN -- it came twice in this very push
            SELECT CASE WHEN entries[k] = entries[one.n] THEN 'duplicate' ELSE 'other_content' END INTO fate
                FROM unnest(new) k WHERE ids[k] = one.id;
        END IF;
        IF fate IS NULL OR fate = 'known' THEN
            IF (one.workstation, one.incarnation) IS DISTINCT FROM (of_workstation, of_incarnation) THEN
                of_workstation := one.workstation;
                of_incarnation := one.incarnation;
                SELECT coalesce(max(s.seq), 0) INTO last_seq FROM (
                    (SELECT j.seq FROM journal j WHERE j.workstation = of_workstation
                        AND j.incarnation = of_incarnation ORDER BY j.seq DESC LIMIT 1)
                    UNION ALL
                    SELECT seqs[k] FROM unnest(new) k
                        WHERE workstations[k] = of_workstation AND incarnations[k] = of_incarnation) s;
            END IF;
            IF one.seq = last_seq + 1 THEN
                IF fate = 'known' THEN
                    ids[one.n] := md5(one.id || ':' || one.incarnation || ':' || one.seq)::uuid;
                END IF;
                fate := coalesce(fate, 'new');
                new := new || one.n;
                last_seq := one.seq;
            ELSIF one.seq > last_seq THEN
                fate := 'gap';
            ELSIF fate IS NULL OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.workstation = one.workstation
                    AND j.incarnation = one.incarnation AND j.seq = one.seq AND j.entry = entries[one.n]) THEN
                fate := 'number_taken';
            END IF;
        END IF;
        fates := fates || fate;
    END LOOP;
    INSERT INTO journal (position, id, workstation, incarnation, seq, push, entry)
        SELECT last_position + nth, ids[k], workstations[k], incarnations[k], seqs[k], this_push, entries[k]
        FROM unnest(new) WITH ORDINALITY AS n(k, nth);
    UPDATE counters SET value = last_position + cardinality(new) WHERE name = 'position';
    RETURN fates;
END
$$
"""

CHANGES = f"""
CREATE OR REPLACE FUNCTION changes(since_rev bigint, page integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me text := session_user;
    my_jobs text := session_user || '/';
    of_server text := current_setting('deskapp.system', true); -- as long as the connection: it is read from a file
BEGIN
    IF coalesce(of_server, '') = '' THEN
        of_server := {_SYSTEM};
        PERFORM set_config('deskapp.system', of_server, false);
    END IF;
    -- every desk asks after every batch: one statement and texts put together, for a body is JSON already
    RETURN (
        SELECT '{{"epoch":' || to_json(named.value || '.' || of_server || '.' || {_TIMELINE}
                || coalesce('.' || nullif(here.serves, ''), ''))::text
            || ',"head":' || newest.value
            || ',"rows":[' || coalesce((
                SELECT string_agg(concat('["', r.kind, '","', r.id, '",', r.rev, ',', coalesce(nullif(
                    CASE WHEN coalesce(here.serves, '') = '' THEN r.body
                        ELSE told(r.kind, r.id, r.owner, r.body, string_to_array(here.serves, ',')) END,
                    ''), 'null'), ']'), ',')
                FROM (SELECT kind, id, owner, rev, body FROM records
                    WHERE rev > since_rev ORDER BY rev LIMIT least(page, 20000)) r
            ), '') || '],"decided":' || coalesce((
                SELECT json_agg(json_build_array(w.workstation, w.incarnation, w.seq))::text FROM watermarks w
                WHERE w.workstation = me OR starts_with(w.workstation, my_jobs)
            ), '[]') || '}}'
        FROM counters newest JOIN settings named ON named.name = 'epoch'
        LEFT JOIN workstations here ON here.name = me
        WHERE newest.name = 'rev');
END
$$
"""

PULL = """
CREATE OR REPLACE FUNCTION pull(since_epoch text, since_rev bigint, page integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('epoch', said->'epoch', 'head', said->'head', 'decided', said->'decided',
        'rows', coalesce((
            SELECT jsonb_agg(jsonb_build_array(r.row->0, r.row->1, r.row->2,
                CASE WHEN json_typeof(r.row->3) = 'null' THEN '' ELSE (r.row->3)::text END) ORDER BY r.n)
            FROM json_array_elements(said->'rows') WITH ORDINALITY AS r(row, n)
        ), '[]'::jsonb))
    FROM (SELECT changes(since_rev, page)::json) AS answer(said)
$$
"""
"""`changes` as programs ask for it that were installed before it was there: bodies as texts."""

TEXTS = (
    *limits.POSTGRESQL,
    EPOCH,
    HELLO,
    JOINED,
    PUSH,
    CHANGES,
    PULL,
    *copying.POSTGRESQL,
    *ready.POSTGRESQL,
    *signing_in.POSTGRESQL,
    *redaction.POSTGRESQL,
)
SIGNATURES = (
    "hello(text)",
    "joined()",
    "push(jsonb, text[])",
    "changes(bigint, integer)",
    "pull(text, bigint, integer)",
    *copying.SIGNATURES,
    *ready.SIGNATURES,
    *signing_in.SIGNATURES,
    *redaction.SIGNATURES,
)
"""What a workstation may execute."""

_OWNED = f"""
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT unnest(ARRAY['{OWNER}', '{WORKSTATION}', '{SERVICE}']) AS name LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = one.name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', one.name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server made it
            END;
        END IF;
    END LOOP;
    IF NOT pg_has_role('{SERVICE}', '{OWNER}', 'USAGE') THEN
        GRANT {OWNER} TO {SERVICE};
    END IF;
    IF NOT pg_has_role('{OWNER}', 'MEMBER') THEN
        GRANT {OWNER} TO CURRENT_USER;
    END IF;
    -- workstations that were enrolled before there was a role for all of them
    FOR one IN SELECT DISTINCT a.grantee::regrole AS name FROM pg_proc p, aclexplode(p.proacl) a
        JOIN pg_roles r ON r.oid = a.grantee
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname = 'push' AND r.rolcanlogin AND NOT r.rolsuper
    LOOP
        EXECUTE format('GRANT {WORKSTATION} TO %s', one.name);
    END LOOP;
    DROP FUNCTION IF EXISTS hello();
END $$
"""

_TAKEN_OVER = f"""
DO $$
DECLARE one record;
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    IF (SELECT nspowner <> '{OWNER}'::regrole FROM pg_namespace WHERE nspname = 'public') THEN
        ALTER SCHEMA public OWNER TO {OWNER};
    END IF;
    FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v')
            AND relowner <> '{OWNER}'::regrole
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO {OWNER}', one.name);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO {OWNER}', one.name);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
    END LOOP;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO PUBLIC; -- to be told "not permitted", not "no such function"
    GRANT EXECUTE ON FUNCTION {", ".join(SIGNATURES)} TO {WORKSTATION};
END $$
"""

INSTALLED = (_OWNED, *TEXTS, _TAKEN_OVER)
"""Everything beside the tables, to be executed again whenever a word of it changes."""


def enrolment(workstation: str, password: str) -> tuple[str, ...]:
    """The statements that make a workstation's login role. Both arguments must be safe words."""
    role = quoted(workstation)
    secret = password.replace("'", "''")
    return (
        "SET LOCAL password_encryption = 'scram-sha-256'",
        f"CREATE ROLE {role} LOGIN PASSWORD '{secret}' IN ROLE {WORKSTATION}",
        f"ALTER ROLE {role} SET statement_timeout = '60s'",
    )


def quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'
