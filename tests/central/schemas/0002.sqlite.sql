CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE records (
	id BLOB NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	rev BIGINT NOT NULL, 
	parent BLOB, 
	owner BLOB, 
	live BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id, kind)
);
CREATE INDEX records_parent ON records (parent, kind) WHERE parent IS NOT NULL;
CREATE INDEX records_rev ON records (rev);
CREATE INDEX records_owner ON records (owner, kind) WHERE owner IS NOT NULL;
CREATE TABLE codes (
	code VARCHAR NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	id BLOB NOT NULL, 
	PRIMARY KEY (code, kind, id)
);
CREATE INDEX codes_id ON codes (id);
CREATE TABLE settings (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE watermarks (
	workstation VARCHAR NOT NULL, 
	incarnation BLOB NOT NULL, 
	seq BIGINT NOT NULL, 
	PRIMARY KEY (workstation, incarnation)
);
CREATE TABLE journal (
	position BIGINT NOT NULL, 
	id BLOB NOT NULL, 
	workstation VARCHAR NOT NULL, 
	incarnation BLOB NOT NULL, 
	seq BIGINT NOT NULL, 
	push BIGINT NOT NULL, 
	at BIGINT, 
	uncertainty BIGINT DEFAULT '0' NOT NULL, 
	entry TEXT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (workstation, incarnation, seq), 
	UNIQUE (id)
);
CREATE TABLE pushes (
	id BIGINT NOT NULL, 
	workstation VARCHAR NOT NULL, 
	received BIGINT NOT NULL, 
	wall BIGINT NOT NULL, 
	boot VARCHAR NOT NULL, 
	monotonic BIGINT NOT NULL, 
	clock_offset BIGINT NOT NULL, 
	uncertainty BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE boots (
	workstation VARCHAR NOT NULL, 
	boot VARCHAR NOT NULL, 
	started BIGINT NOT NULL, 
	clock_offset BIGINT NOT NULL, 
	uncertainty BIGINT NOT NULL, 
	PRIMARY KEY (workstation, boot)
);
CREATE TABLE lasts (
	workstation VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (workstation)
);
CREATE TABLE touches (
	id BLOB NOT NULL, 
	line VARCHAR(12) NOT NULL, 
	position BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id, line, position)
);
CREATE INDEX touches_at ON touches (id, line, at);
CREATE TABLE quarantine (
	position BIGINT NOT NULL, 
	id BLOB NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (position)
);
CREATE TABLE counters (
	name VARCHAR NOT NULL, 
	value BIGINT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE lease (
	name VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	generation BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE INDEX records_listed ON records (kind) WHERE live AND kind IN ('discrepancy', 'hold', 'item');
