// The tables of the store, as steps by number: a file carries the number of the last step it has seen in `user_version`.
// Integers everywhere; texts that repeat are interned; references, links and keys are narrow rows of their own.

const FOUNDATION = `
create table connector (id integer primary key, name text not null unique) strict;
create table type (id integer primary key, name text not null unique) strict;
-- Texts that many rows share: provenance shapes, rule ids, deprovisioning terms.
create table phrase (id integer primary key, text text not null unique) strict;
-- Which attribute a position in the JSON arrays of a type is. A slot is never given twice.
create table slot (
  type integer not null, slot integer not null, name text not null,
  scalar text not null, many integer not null, reference integer not null,
  primary key (type, slot)
) strict, without rowid;
create table key_spec (id integer primary key, text text not null unique, side text) strict;
create table counter (name text primary key, value integer not null) strict, without rowid;
create table state (name text primary key, data text not null) strict, without rowid;

create table object (
  id integer primary key, type integer not null, connector integer not null,
  anchor text, name text, name_key text, parent_key text,
  existence integer not null, explicit integer not null,
  image text not null
) strict;
create index object_type on object (type, existence);
create unique index object_anchor on object (connector, anchor) where anchor is not null;
create index object_name on object (connector, name_key) where name_key is not null;
create index object_parent on object (connector, parent_key) where parent_key is not null;
-- The keys of an object as it holds them; object_key is the index over them.
create table object_keys (object integer primary key, list text not null) strict;
create table object_written (object integer primary key, data text not null) strict;
create table link (
  object integer primary key, mv integer not null, account text, origin integer not null, since integer not null,
  managed integer, ending integer, done text
) strict;
create index link_mv on link (mv);
-- How many objects of a type are visible to joins.
create table visible (type integer primary key, n integer not null) strict;

create table mv (
  id integer primary key, type integer not null, key text not null unique,
  vals text not null, shape integer not null, objects text not null, parts text,
  since integer, since_each text,
  gone_since integer, kept text, once text, not_settled integer not null, keys text not null
) strict;
create index mv_type on mv (type);

-- Keys of references: of a connector, or of the metaverse under owner 0.
create table reference_text (id integer primary key, owner integer not null, text text not null, unique (owner, text)) strict;
create table object_reference (
  holder integer not null, slot integer not null, target integer not null, position integer not null,
  primary key (holder, slot, target)
) strict, without rowid;
create index object_reference_target on object_reference (target);
create table mv_reference (
  holder integer not null, slot integer not null, target integer not null, position integer not null,
  primary key (holder, slot, target)
) strict, without rowid;
create index mv_reference_target on mv_reference (target);

create table object_key (
  spec integer not null, text text not null, owner integer not null, primary key (spec, text, owner)
) strict, without rowid;
create table mv_key (
  spec integer not null, text text not null, owner integer not null, primary key (spec, text, owner)
) strict, without rowid;

create table operation (
  id integer primary key, owner integer not null, connector integer not null, kind text not null, data text not null
) strict;
create index operation_owner on operation (owner);
create index operation_connector on operation (connector);
create table claim (
  connector integer not null, name text not null, mv integer not null, primary key (connector, name, mv)
) strict, without rowid;
create index claim_mv on claim (mv);
create table add_refusal (id integer primary key, mv integer not null, data text not null) strict;
create index add_refusal_mv on add_refusal (mv);

create table error (
  id integer primary key, unit_kind integer not null, unit integer not null, origin text not null, connector integer,
  same text not null, data text not null, first_seen integer not null, last_seen integer not null, count integer not null
) strict;
create index error_unit on error (unit_kind, unit);
create table mark (unit_kind integer not null, unit integer not null, primary key (unit_kind, unit)) strict, without rowid;
create table due (
  unit_kind integer not null, unit integer not null, at integer not null, primary key (unit_kind, unit)
) strict, without rowid;
create index due_at on due (at);

create table connector_state (connector integer primary key, data text not null) strict;
create table run (
  id integer primary key, step text not null, connector text, started_at integer not null, ended_at integer,
  status text not null, statistics text not null
) strict;
`;

/** Runs are made of steps, and remember what they said and found. */
const HISTORY = `
alter table run add column parent integer;
alter table run add column message text;
alter table run add column errors text not null default '{}';
alter table run add column findings text not null default '[]';
create index run_parent on run (parent, id);
`;

/** Names that metaverse objects have reserved. */
const NAMES = 'alter table mv add column reserved text;';

/** What was removed, and why. */
const DEPARTURES = `
create table departure (id integer primary key, key text not null, at integer not null, data text not null) strict;
create index departure_key on departure (key);
`;

/**
 * Names as a relation: what stands below another keeps its own part of the name (`name`, `name_key`) and points to
 * what is above; it bears that one's name without keeping it. `parent_key` is left to those that point to nothing.
 * A name that spells what is above otherwise than that is called, or that two bear, stays a text.
 */
const NAMES_BY_RELATION = `
alter table slot add column naming integer not null default 0;
alter table object add column above integer;
create temp table placed as
  select o.id, max(p.id) as above, max(length(p.name)) as length
  from object o cross join object p on p.connector = o.connector and p.name_key = o.parent_key
  where o.parent_key is not null
  group by o.id
  having count(*) = 1 and substr(o.name, -max(length(p.name)) - 1) = ',' || max(p.name);
drop index object_name;
drop index object_parent;
update object set
  above = placed.above, name = substr(name, 1, length(name) - placed.length - 1),
  name_key = substr(name_key, 1, length(name_key) - length(parent_key) - 1), parent_key = null
from placed where placed.id = object.id;
drop table placed;
create index object_name on object (connector, name_key) where above is null and name_key is not null;
create index object_waiting on object (connector, parent_key) where above is null and parent_key is not null;
create index object_above on object (above, name_key) where above is not null;
`;

/**
 * Of an operation what many have in common is a phrase, as `operation-shapes.ts` writes it; the row keeps the object, the
 * name, and what each change gives.
 */
const OPERATION_SHAPES = `
alter table operation rename to operation_before;
drop index operation_owner;
drop index operation_connector;
create table operation (
  id integer primary key, owner integer not null, connector integer not null, kind text not null,
  shape integer not null, data text not null
) strict;
create temp table shaped as
  select b.id, b.owner, b.connector, b.kind,
    (
      select json_group_array(json(part) order by place) from (
        select -5 as place, b.data -> '$[1].connector' as part
        union all select -4, b.data -> '$[1].type'
        union all select -3, b.data -> '$[1].account'
        union all select -2, b.data -> '$[3]'
        union all select -1, b.data -> '$[5]'
        union all select c.key, json_array(json(c.value -> 'attribute'), json(c.value -> 'rule'), c.value -> 'added' is not null)
          from json_each(b.data, '$[6]') c
      )
    ) as shape,
    (
      select json_group_array(json(part) order by place) from (
        select -2 as place, b.data -> '$[2]' as part
        union all select -1, b.data -> '$[4]'
        union all select c.key, iif(c.value -> 'added' is null, c.value -> 'set',
            json_object('added', json(c.value -> 'added'), 'removed', json(c.value -> 'removed')))
          from json_each(b.data, '$[6]') c
      )
    ) as data
  from operation_before b;
insert or ignore into phrase (text) select distinct shape from shaped;
insert into operation
  select s.id, s.owner, s.connector, s.kind, p.id, s.data from shaped s join phrase p on p.text = s.shape order by s.id;
drop table shaped;
drop table operation_before;
create index operation_owner on operation (owner);
create index operation_connector on operation (connector);
`;

/** The references of an attribute are a set. */
const REFERENCES_WITHOUT_ORDER = `
alter table object_reference drop column position;
alter table mv_reference drop column position;
`;

/** Objects of which nothing has changed but these references. */
const MARKED_REFERENCES = `
create table mark_reference (object integer not null, text text not null, primary key (object, text)) strict, without rowid;
`;

/** With which metaverse objects a synchronisation is through that is under way: a bit for each, so many to a row. */
const DONE = 'create table done (chunk integer primary key, bits blob not null) strict;';

/**
 * Lists of references to objects in what was written, as `written-rows.ts` keeps them: rows of numbers, and `{"$r":0}` in
 * their place. A list is named by its part and its attribute.
 */
const WRITTEN_REFERENCES = `
create table written_list (id integer primary key, name text not null unique) strict;
create table written_reference (
  holder integer not null, list integer not null, target integer not null, primary key (holder, list, target)
) strict, without rowid;
create temp table list_before as
  select l.object, l.path, l.items, l.part || ' ' || iif(l.name like '$$%', substr(l.name, 2), l.name) as name,
    row_number() over (partition by l.object) as number
  from (
    select w.object, e.fullkey as path, 'exported' as part, e.key as name, e.type, e.value as items
      from object_written w, json_each(w.data, '$.exported') e
    union all
    select w.object, c.fullkey, c.key, s.key, c.type, c.value
      from object_written w, json_each(w.data, '$.sent') s, json_each(w.data, s.fullkey) c
      where s.type = 'object' and c.key in ('set', 'added', 'removed')
  ) l
  where l.type = 'array' and not exists (
    select 1 from json_each(l.items) i
    where i.type <> 'text' or i.value <> 'o:' || cast(substr(i.value, 3) as integer) or length(i.value) > 17
      or cast(substr(i.value, 3) as integer) < 0
  );
insert into written_list (name) select distinct name from list_before;
insert or ignore into written_reference
  select l.object, p.id, cast(substr(i.value, 3) as integer)
  from list_before l join written_list p on p.name = l.name, json_each(l.items) i;
create temp table written_now as
  with recursive step (object, number, data) as (
    select object, 0, data from object_written where object in (select object from list_before)
    union all
    select s.object, l.number, json_replace(s.data, l.path, json('{"$r":0}'))
      from step s join list_before l on l.object = s.object and l.number = s.number + 1
  )
  select object, max(number) as number, data from step group by object;
update object_written set data = w.data from written_now w where w.object = object_written.object;
drop table list_before;
drop table written_now;
`;

/** SQL of each step, the first being number 1. A step that was published never changes. */
export const MIGRATIONS: readonly string[] = [
  FOUNDATION,
  HISTORY,
  NAMES,
  DEPARTURES,
  NAMES_BY_RELATION,
  OPERATION_SHAPES,
  REFERENCES_WITHOUT_ORDER,
  MARKED_REFERENCES,
  DONE,
  WRITTEN_REFERENCES,
];
