"""Signing in at central, on PostgreSQL: the functions by which a desk asks. `signing_in_embedded` answers the same.

Argon2id is derived at the desk; central compares a hash of the key, counts failures, and makes the next try wait.
"""

from __future__ import annotations

from deskapp.central.database import AS_JSON
from deskapp.domain.permission import Role
from deskapp.store.tries import FREE_TRIES, LONGEST_WAIT
from deskapp.store.verifier import MEMORY, OPS

_DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
_NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

_TERMS = f"""
CREATE OR REPLACE FUNCTION sign_in_terms(who text, what text) RETURNS jsonb LANGUAGE sql STABLE {_DEFINER} AS $$
    SELECT coalesce(
        (SELECT jsonb_build_object('salt', s.salt, 'ops', s.ops, 'memory', s.memory)
         FROM secrets s WHERE s.name = who AND s.what = sign_in_terms.what),
        (SELECT jsonb_build_object('salt', left(encode(sha256(convert_to(value || what || who, 'UTF8')), 'hex'), 32),
            'ops', {OPS}, 'memory', {MEMORY})
         FROM settings WHERE name = 'false_salt'))
$$
"""

_SIGN_IN = f"""
CREATE OR REPLACE FUNCTION sign_in(who text, what text, key text) RETURNS jsonb
LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
    failed failures%ROWTYPE;
    kept secrets%ROWTYPE;
    tries bigint;
    pause bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('deskapp sign_in'), hashtext(who)); -- one try of a name at a time
    SELECT * INTO failed FROM failures f WHERE f.name = who;
    IF FOUND AND failed.until > {_NOW} THEN
        pause := ceil((failed.until - {_NOW}) / 1000000.0);
        RETURN jsonb_build_object('ok', false, 'wait', pause, 'must_change', false);
    END IF;
    SELECT * INTO kept FROM secrets s WHERE s.name = who AND s.what = sign_in.what;
    IF FOUND AND encode(sha256(decode(key, 'hex')), 'hex') = kept.verifier THEN
        DELETE FROM failures f WHERE f.name = who;
        RETURN jsonb_build_object('ok', true, 'wait', 0, 'must_change', kept.must_change);
    END IF;
    tries := coalesce(failed.tries, 0) + 1;
    pause := CASE WHEN tries < {FREE_TRIES} THEN 0 ELSE least({LONGEST_WAIT}, 2 ^ least(tries - 1, 20)) END;
    INSERT INTO failures VALUES (who, tries, {_NOW} + pause * 1000000)
        ON CONFLICT (name) DO UPDATE SET tries = excluded.tries, until = excluded.until;
    RETURN jsonb_build_object('ok', false, 'wait', pause, 'must_change', false);
END
$$
"""

_VERIFIERS = f"""
CREATE OR REPLACE FUNCTION verifiers() RETURNS jsonb LANGUAGE sql STABLE {_DEFINER} AS $$
    WITH here AS (
        SELECT string_to_array(nullif(serves, ''), ',') AS serves FROM workstations WHERE name = session_user
    ), staff AS (
        SELECT name, body FROM staff_names JOIN records USING (id)
        WHERE kind = 'staff' AND body <> '' AND ({AS_JSON.format("body")}->>'active')::boolean
            AND ((SELECT serves FROM here) IS NULL OR EXISTS (
                SELECT 1 FROM jsonb_array_elements({AS_JSON.format("body")}->'roles') r
                WHERE r->>'until' IS NULL AND (r->>'branch') IN (SELECT '' UNION ALL SELECT unnest(serves) FROM here)))
    )
    SELECT jsonb_build_object(
        'at', (SELECT value FROM counters WHERE name = 'secrets'),
        'staff', coalesce((
            SELECT jsonb_agg(jsonb_build_array(s.name, s.what, s.salt, s.ops, s.memory, s.verifier, s.must_change))
            FROM secrets s JOIN staff USING (name)), '[]'::jsonb),
        'members', coalesce((SELECT jsonb_agg(body) FROM staff), '[]'::jsonb),
        'codes', coalesce((
            SELECT jsonb_agg(jsonb_build_array(k.number, k.salt, k.ops, k.memory, k.verifier))
            FROM sealed_codes k WHERE k.workstation = session_user AND k.used IS NULL), '[]'::jsonb))
$$
"""

_SET_SECRET = f"""
CREATE OR REPLACE FUNCTION set_secret(giver text, giver_key text, giver_member uuid, who text, member uuid, what text,
    salt text, ops bigint, memory bigint, verifier text) RETURNS text
LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
    answer jsonb;
    one jsonb;
    other jsonb;
BEGIN
    answer := sign_in(giver, 'password', giver_key);
    IF NOT (answer->>'ok')::boolean THEN
        RETURN CASE WHEN (answer->>'wait')::bigint > 0 THEN 'wait' ELSE 'wrong' END;
    END IF;
    IF giver <> who THEN
        SELECT {AS_JSON.format("r.body")} INTO one FROM records r JOIN staff_names n USING (id) WHERE r.kind = 'staff'
            AND r.body <> '' AND n.id = giver_member AND n.name = giver
            AND ({AS_JSON.format("r.body")}->>'active')::boolean;
        SELECT {AS_JSON.format("r.body")} INTO other FROM records r JOIN staff_names n USING (id) WHERE r.kind = 'staff'
            AND r.body <> '' AND n.id = member AND n.name = who;
        IF what <> 'password' OR one IS NULL OR other IS NULL OR NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(one->'roles') r
            WHERE r->>'until' IS NULL AND r->>'role' IN ('{Role.USER_ADMINISTRATOR}', '{Role.SYSTEM_ADMINISTRATOR}')
        ) OR EXISTS (
            SELECT 1 FROM jsonb_array_elements(other->'roles') o WHERE o->>'until' IS NULL AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(one->'roles') r WHERE r->>'until' IS NULL
                    AND r->>'branch' IN ('', o->>'branch')
                    AND r->>'role' IN (o->>'role', '{Role.SYSTEM_ADMINISTRATOR}'))
        ) THEN
            RETURN 'lacking';
        END IF;
    END IF;
    INSERT INTO secrets VALUES (who, set_secret.what, set_secret.salt, set_secret.ops, set_secret.memory,
            set_secret.verifier, giver <> who, {_NOW})
        ON CONFLICT ON CONSTRAINT secrets_pkey DO UPDATE SET salt = excluded.salt, ops = excluded.ops,
            memory = excluded.memory, verifier = excluded.verifier, must_change = excluded.must_change,
            changed = excluded.changed;
    UPDATE counters SET value = value + 1 WHERE name = 'secrets';
    RETURN 'done';
END
$$
"""

POSTGRESQL = (_TERMS, _SIGN_IN, _VERIFIERS, _SET_SECRET)
SIGNATURES = (
    "sign_in_terms(text, text)",
    "sign_in(text, text, text)",
    "verifiers()",
    "set_secret(text, text, uuid, text, uuid, text, text, bigint, bigint, text)",
)
