SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.hello() RETURNS jsonb
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT jsonb_build_object(
        'now', (extract(epoch from clock_timestamp()) * 1000000)::bigint,
        'version', 1,
        'epoch', (SELECT value FROM settings WHERE name = 'epoch'),
        'workstation', session_user)
$$;
CREATE FUNCTION public.pull(since_epoch text, since_rev bigint, page integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
$$;
CREATE FUNCTION public.push(clock jsonb, entries text[]) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    sender text := session_user;
    next_position bigint;
    this_push bigint;
    raw text;
    e json;
    known record;
    last_seq bigint;
    fates text[] := '{}';
BEGIN
    -- one row is the queue of all writers: positions have no gaps, and none appears behind a reader
    SELECT value INTO next_position FROM counters WHERE name = 'position' FOR UPDATE;
    UPDATE counters SET value = value + 1 WHERE name = 'push' RETURNING value INTO this_push;
    INSERT INTO pushes VALUES (this_push, sender, (extract(epoch from clock_timestamp()) * 1000000)::bigint, (clock->>'wall')::bigint, clock->>'boot',
        (clock->>'monotonic')::bigint, (clock->>'offset')::bigint, (clock->>'uncertainty')::bigint);
    FOREACH raw IN ARRAY entries LOOP
        BEGIN
            e := replace(raw, '\u0000', '\u0001')::json; -- a text may hold it, and PostgreSQL reads no JSON with it
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
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.boots (
    workstation character varying NOT NULL,
    boot character varying NOT NULL,
    started bigint NOT NULL,
    clock_offset bigint NOT NULL,
    uncertainty bigint NOT NULL
);
CREATE TABLE public.codes (
    code character varying NOT NULL,
    kind character varying(12) NOT NULL,
    id uuid NOT NULL
);
CREATE TABLE public.counters (
    name character varying NOT NULL,
    value bigint NOT NULL
);
CREATE TABLE public.journal (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    workstation character varying NOT NULL,
    incarnation uuid NOT NULL,
    seq bigint NOT NULL,
    push bigint NOT NULL,
    at bigint,
    uncertainty bigint DEFAULT '0'::bigint NOT NULL,
    entry text NOT NULL
);
CREATE TABLE public.lasts (
    workstation character varying NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.lease (
    name character varying NOT NULL,
    holder character varying NOT NULL,
    generation bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.pushes (
    id bigint NOT NULL,
    workstation character varying NOT NULL,
    received bigint NOT NULL,
    wall bigint NOT NULL,
    boot character varying NOT NULL,
    monotonic bigint NOT NULL,
    clock_offset bigint NOT NULL,
    uncertainty bigint NOT NULL
);
CREATE TABLE public.quarantine (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    reason character varying NOT NULL
);
CREATE TABLE public.records (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    rev bigint NOT NULL,
    parent uuid,
    owner uuid,
    live boolean NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.settings (
    name character varying NOT NULL,
    value character varying NOT NULL
);
CREATE TABLE public.touches (
    id uuid NOT NULL,
    line character varying(12) NOT NULL,
    "position" bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.watermarks (
    workstation character varying NOT NULL,
    incarnation uuid NOT NULL,
    seq bigint NOT NULL
);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.counters VALUES ('position', 0);
INSERT INTO public.counters VALUES ('push', 0);
INSERT INTO public.counters VALUES ('rev', 0);
INSERT INTO public.counters VALUES ('applied', 0);
INSERT INTO public.settings VALUES ('epoch', '4c6de82b-1392-4581-a406-67ae31223d9c');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.boots
    ADD CONSTRAINT boots_pkey PRIMARY KEY (workstation, boot);
ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_pkey PRIMARY KEY (code, kind, id);
ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_id_key UNIQUE (id);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_workstation_incarnation_seq_key UNIQUE (workstation, incarnation, seq);
ALTER TABLE ONLY public.lasts
    ADD CONSTRAINT lasts_pkey PRIMARY KEY (workstation);
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.pushes
    ADD CONSTRAINT pushes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (id, kind);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.touches
    ADD CONSTRAINT touches_pkey PRIMARY KEY (id, line, "position");
ALTER TABLE ONLY public.watermarks
    ADD CONSTRAINT watermarks_pkey PRIMARY KEY (workstation, incarnation);
CREATE INDEX codes_id ON public.codes USING btree (id);
CREATE INDEX records_listed ON public.records USING btree (kind) WHERE (live AND ((kind)::text = ANY ((ARRAY['discrepancy'::character varying, 'hold'::character varying, 'item'::character varying])::text[])));
CREATE INDEX records_owner ON public.records USING btree (owner, kind);
CREATE INDEX records_parent ON public.records USING btree (parent, kind);
CREATE INDEX records_rev ON public.records USING btree (rev);
CREATE INDEX touches_at ON public.touches USING btree (id, line, at);
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {desk};
REVOKE ALL ON FUNCTION public.hello() FROM PUBLIC;
GRANT ALL ON FUNCTION public.hello() TO {desk};
REVOKE ALL ON FUNCTION public.pull(since_epoch text, since_rev bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pull(since_epoch text, since_rev bigint, page integer) TO {desk};
REVOKE ALL ON FUNCTION public.push(clock jsonb, entries text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.push(clock jsonb, entries text[]) TO {desk};
