/** Groups: token null is free, 0 is held back until due, more is claimed until due. */
export const schema = `
  create table if not exists seen (id text primary key, until integer not null) without rowid;
  create index if not exists seen_until on seen (until);
  create table if not exists value (key text primary key, version integer not null, text text not null);
  create table if not exists entry (log text not null, position integer not null, text text not null);
  create unique index if not exists entry_position on entry (log, position);
  create table if not exists ranked (
    name text not null, member text not null, score real not null, primary key (name, member)
  ) without rowid;
  create index if not exists ranked_score on ranked (name, score, member);
  create table if not exists work (
    seq integer primary key autoincrement, lane text not null, name text not null, id text not null, text text not null
  );
  create index if not exists work_order on work (lane, name, seq);
  create table if not exists ready (
    lane text not null, name text not null, due integer not null, token integer, primary key (lane, name)
  ) without rowid;
  create index if not exists ready_due on ready (lane, due, name);
  create table if not exists bucket (name text primary key, level real not null) without rowid;
  create table if not exists counter (name text primary key, value integer not null) without rowid;
`;
